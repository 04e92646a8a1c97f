import { decodeSpec } from '../../../src/spec/decode.ts';
import { parseSpec } from '../../../src/spec/parse.ts';
import type { SpecProblem } from '../../../src/spec/problem.ts';
import { drawDocument, type DrawnDocument } from '../support/yaml-documents.ts';
import { projectFile, random, tryAll, type Trial } from './fuzz-kit.ts';

/** Reads random documents as specs. */
const REAL = [
  '.lodestar-example/.lodestar/spec.yaml',
  'test/contract/fixtures/every-state.yaml',
  'test/integration/fixtures/python-spec.yaml',
  'test/support/fixtures/python-spec.yaml',
].map(projectFile);

function wrongWith({ code, line, column, message }: SpecProblem): string[] {
  return line > 0 && column > 0 && message !== '' ? [] : [`${code} has no place`];
}

/** A task is a plain object with fields of its own: nothing of it comes from elsewhere. */
function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && !('polluted' in value);
}

function read({ bytes, isBad }: DrawnDocument): string[] {
  const decoded = decodeSpec(bytes, 'spec.yaml');
  if (!decoded.ok) {
    return wrongWith(decoded.problem);
  }
  const { tasks, problems, project } = parseSpec(decoded.text, { file: 'spec.yaml' });
  const odd = [project, ...tasks.map((each) => each.task)].filter((value) => !isPlain(value));
  const isRefused = problems.some(({ severity }) => severity === 'error');
  return [
    ...(isBad && !isRefused ? ['it is taken for a spec'] : []),
    ...problems.flatMap(wrongWith),
    ...odd.map((value) => `no plain object: ${JSON.stringify(value)}`),
  ];
}

function draw(): Trial {
  const document = drawDocument(random, REAL);
  return {
    kind: document.kind,
    input: Buffer.from(document.bytes).toString('utf8'),
    run: () => read(document),
  };
}

await tryAll(draw);
