import type { Adopted } from '../../operations/adopt/adopt-python.ts';
import type { InitResult } from '../../operations/workspace/init.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

/** Each reason once, with how often it was one. */
function notImported({ not_imported: not }: Adopted, ui: Ui): Text[] {
  const counts = new Map<string, number>();
  for (const { kind, reason } of not) {
    const what = `${kind}: ${reason.replaceAll('-', ' ')}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => ui.t`  - ${what}, ${count} times`);
}

function adoptedText(adopted: Adopted | null, ui: Ui): Text | undefined {
  if (adopted === null) {
    return undefined;
  }
  const { agents, leases, messages, kept_as: kept } = adopted;
  const not = notImported(adopted, ui);
  return ui.lines([
    ui.t`Taken over from the Python lodestar: ${countOf(agents.length, 'agent')}, ${countOf(leases.length, 'live lease')}, ${countOf(messages, 'message')}.`,
    ui.t`Its runtime is kept as ${kept}`,
    ...(agents.length === 0 ? [] : [ui.t`Its agents are now:`]),
    ...agents.map(({ python_id: id, agent_id: actor }) => ui.t`  - ${id} is ${actor}`),
    ...(not.length === 0 ? [] : [ui.t`Not taken over:`, ...not]),
  ]);
}

export function displayInit(data: InitResult, ui: Ui): Rendered {
  const { project_name: name, path, files_created: files } = data;
  const made =
    files.length === 0
      ? ui.t`${ui.bold(name)} in ${path} is a workspace already${data.changed ? '.' : '; nothing was changed.'}`
      : ui.lines([
          ui.t`Workspace ${ui.bold(name)} in ${path}. Written, to be committed:`,
          ui.list(files, '  -'),
        ]);
  return ui.lines([made, adoptedText(data.adopted, ui)]);
}
