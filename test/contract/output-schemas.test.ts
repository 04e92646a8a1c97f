import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaPath } from '../../src/cli/schema-file.ts';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import { answerHere } from '../support/answer-here.ts';
import { inCopy } from '../support/copy-workspace.ts';
import { envelopeOf, verdictOf, type Envelope } from '../support/envelope.ts';
import { inParallel } from '../support/in-parallel.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import type { ProcessResult } from '../support/run-process.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { makeEveryState } from './support/every-state.ts';
import { tellCall, type Call } from './support/call.ts';
import { SCENARIOS } from './support/scenarios.ts';

interface Answer {
  readonly call: Call;
  readonly run: ProcessResult;
  readonly envelope: Envelope;
}

const IDS = Object.keys(COMMAND_TABLE);
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
let workspace: TestWorkspace;

function compile(path: string): ValidateFunction {
  return ajv.compile(JSON.parse(readFileSync(join(REPOSITORY_ROOT, path), 'utf8')) as object);
}

async function answerTo(call: Call): Promise<Answer> {
  const run = await inCopy(workspace, async (copy) => await answerHere(copy, call.args, call.options));
  return { call, run, envelope: envelopeOf(run) };
}

/** Objects whose keys are data: ids, names that the user gave, settings. */
const MAPS = new Set(['after', 'before', 'by_task', 'conventions', 'extra', 'session_meta']);

/** Every key of a value with the path to it, down to the objects whose keys are data. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((each) => keysOf(each, `${path}[]`));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    const here = `${path}.${key}`;
    return [here, ...(MAPS.has(key) ? [] : keysOf(each, here))];
  });
}

/** Every text or number below a key that names a time. */
function timesOf(value: unknown, path = ''): (readonly [path: string, time: unknown])[] {
  if (typeof value !== 'object' || value === null) {
    return /(?:^|_)(?:at|deadline)$/u.test(path.slice(path.lastIndexOf('.') + 1)) && value !== null
      ? [[path, value]]
      : [];
  }
  return Object.entries(value).flatMap(([key, each]) => timesOf(each, `${path}.${key}`));
}

/** Dates of the spec are its own bytes, and may be those of another tool. */
const SPEC_DATES =
  /^\.(?:(?:tasks|added|removed)\.\d+\.)?(?:created|updated|completed|verified|blocked|cancelled|reopened)_at$|^\.settled\.\d+\.at$/u;

beforeAll(async () => {
  workspace = await makeEveryState();
});

it('has a scenario for every command, and for nothing else', () => {
  expect(Object.keys(SCENARIOS).sort()).toEqual([...IDS].sort());
});

const isEnvelope = compile('schemas/envelope.schema.json');

describe.each(IDS)('%s', (id) => {
  let answers: readonly Answer[];

  beforeAll(async () => {
    answers = await inParallel(SCENARIOS[id] ?? [], answerTo);
  });

  it('succeeds and fails as its scenario says, with the exit code of its error', () => {
    const verdicts = answers.map(({ call, run }) => `${tellCall(call)}: ${verdictOf(run)}`);
    expect(verdicts).toEqual((SCENARIOS[id] ?? []).map((call) => `${tellCall(call)}: ${call.verdict}`));
    expect(new Set(answers.map(({ envelope }) => envelope.ok))).toEqual(new Set([true, false]));
    for (const { run, envelope } of answers) {
      expect(run.code, run.command).toBe(
        envelope.error === undefined ? 0 : ERROR_CATALOGUE[envelope.error.code].exit,
      );
    }
  });

  it('answers with one line, which is valid by the schema of its result and by that of every answer', () => {
    const isOutput = compile(schemaPath(id.split(' ')));
    for (const { call, run, envelope } of answers) {
      expect(run.stdout, tellCall(call)).toMatch(/^\{.*\}\n$/u);
      expect(run.stderr, tellCall(call)).toBe('');
      expect(isEnvelope(envelope), `${tellCall(call)}: ${ajv.errorsText(isEnvelope.errors)}`).toBe(true);
      expect(isOutput(envelope), `${tellCall(call)}: ${ajv.errorsText(isOutput.errors)}`).toBe(true);
    }
  });

  it('keeps the order of the keys of an answer', () => {
    for (const { call, envelope } of answers) {
      const order = envelope.ok
        ? ['ok', 'data', 'next', 'warnings']
        : ['ok', 'error', 'data', 'next', 'warnings'];
      expect(Object.keys(envelope), tellCall(call)).toEqual(order);
      if (envelope.error !== undefined) {
        expect(Object.keys(envelope.error)).toEqual(['code', 'message', 'details', 'hint', 'retryable']);
      }
      for (const hint of envelope.next) {
        expect(Object.keys(hint)).toEqual(['intent', 'cmd', 'description']);
      }
      for (const warning of envelope.warnings) {
        expect(Object.keys(warning)).toEqual(['code', 'message']);
        expect(warning.code).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
      }
    }
  });

  it('names keys in snake_case all the way down', () => {
    for (const { call, envelope } of answers) {
      const strange = keysOf({ data: envelope.data, details: envelope.error?.details ?? {} }).filter(
        (path) => !/\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u.test(path),
      );
      expect(strange, tellCall(call)).toEqual([]);
    }
  });

  it('gives times as ISO 8601 in UTC', () => {
    for (const { call, envelope } of answers) {
      const times = timesOf(envelope.data).filter(([path]) => !SPEC_DATES.test(path));
      for (const [path, time] of times) {
        expect(time, `${tellCall(call)}: ${path}`).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u);
      }
    }
  });
});
