import type { CreateResult } from '../../operations/task/create.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayCreate(data: CreateResult, ui: Ui): Rendered {
  const { id, title, status, priority, depends_on: dependsOn, labels, locks } = data;
  const draft = status === 'todo' ? ui.t` ${ui.dim('(a draft)')}` : '';
  return [
    ui.t`Created ${ui.bold(id)}: ${title}${draft}`,
    ui.pairs([
      ['  priority', priority],
      ['  depends on', dependsOn.join(', ')],
      ['  labels', labels.join(', ')],
      ['  locks', locks.join(', ')],
    ]),
  ];
}
