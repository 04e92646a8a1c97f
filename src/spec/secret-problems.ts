import type { SecretFilter } from '../secrets/secret-filter.ts';
import type { ParsedTask } from './parsed-spec.ts';
import { ProblemCollector } from './problem-collector.ts';
import type { SpecProblem } from './problem.ts';

const HINT =
  'Take it out, and have it replaced where it is valid: what was committed once is in the history, also when it is gone from the file.';

interface ScannedSpec {
  /** As problems name it. */
  readonly file: string;
  readonly text: string;
  readonly tasks: readonly ParsedTask[];
}

/** Warnings about what looks like a secret, comments included. They do not show the line that it stands in. */
export async function checkSecrets(
  { file, text, tasks }: ScannedSpec,
  filter: SecretFilter,
): Promise<SpecProblem[]> {
  const places = new ProblemCollector(file, text);
  const found = await filter.find(text);
  return found.map(({ kind, start }) => {
    const owner = tasks.find((each) => each.start <= start && start < each.end);
    const message = `what looks like a secret is in the spec, for all who read it: ${kind}`;
    const taskId = owner?.task.id ?? null;
    return {
      ...places.place({ code: 'SECRET_IN_SPEC', message, offset: start, taskId, hint: HINT }),
      source: null,
    };
  });
}
