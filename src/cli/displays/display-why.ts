import { shortCommit } from '../../git/head.ts';
import type { Obstacle, WhyResult } from '../../operations/task/why.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { stateText } from './state-text.ts';

function obstacleText(obstacle: Obstacle, ui: Ui): Text {
  switch (obstacle.kind) {
    case 'status':
      return ui.t`It is ${stateText(obstacle.status)}${obstacle.reason === null ? '' : ui.t`: ${obstacle.reason}`}`;
    case 'dependency': {
      const { id, title, state, claimed_by: by, upstream } = obstacle;
      const holder = by === null ? '' : ui.t` by ${by.agent_id}, expires ${ui.time(by.expires_at)}`;
      const elsewhere = upstream === null ? '' : `; ${upstream} in the default branch, not merged here`;
      return ui.t`It waits for ${ui.bold(id)} (${title}), which is ${stateText(state)}${holder}${elsewhere}`;
    }
    case 'lease':
      return ui.t`${ui.bold(obstacle.agent_id)} holds it; the lease expires ${ui.time(obstacle.expires_at)}`;
    case 'lock': {
      const { lock, other_lock: other, task_id: id, holder } = obstacle;
      return ui.t`Its lock ${lock} overlaps ${other} of ${ui.bold(id)}, which ${holder} holds`;
    }
    case 'settled-upstream': {
      const where = `${obstacle.ref ?? 'the default branch'} ${shortCommit(obstacle.commit ?? '')}`;
      return ui.t`It is ${stateText(obstacle.status)} in ${where}, which is not in this branch`;
    }
    case 'runtime':
      return ui.t`${obstacle.message}`;
  }
}

/** What stands in the way of a claim. */
export function displayWhy(data: WhyResult, ui: Ui): Rendered {
  const { task_id: id, title, state, obstacles, held } = data;
  const head = ui.lines([ui.t`${ui.bold(id)}  ${ui.bold(title)}`, stateText(state)]);
  if (held !== null) {
    return [head, ui.t`You hold it; the lease expires ${ui.time(held.expires_at)}.`];
  }
  if (obstacles.length === 0) {
    return [head, 'Nothing stands in the way: you can claim it now.'];
  }
  return [
    head,
    ui.list(
      obstacles.map((each) => obstacleText(each, ui)),
      '  -',
    ),
  ];
}
