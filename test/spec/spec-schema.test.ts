import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import schema from '../../schemas/spec.schema.json' with { type: 'json' };
import { STATUSES } from '../../src/model/status.ts';
import { PRIORITY_WORDS, emptyTask } from '../../src/model/task.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { randomSpec } from '../support/random-spec.ts';
import { seededRandom } from '../support/random.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { scaled } from '../support/scaled.ts';

const BY_SCHEMA: ReadonlySet<string> = new Set([
  'KEY_UNKNOWN',
  'FIELD_MISSING',
  'FIELD_INVALID',
  'TASK_ID_INVALID',
]);

interface SchemaNode {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

function validator() {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ajv.addVocabulary(['errorMessage']);
  return ajv.compile(schema);
}

function undescribed(node: SchemaNode, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, field]) => {
    const own = field.description === undefined && field.$ref === undefined ? [`${path}.${key}`] : [];
    return [...own, ...undescribed(field, `${path}.${key}`)];
  });
}

describe('schemas/spec.schema.json', () => {
  test('has the fields of a task, and the ignored id', () => {
    const fields = Object.keys(emptyTask('A', 'x')).filter((key) => key !== 'extra');
    expect(Object.keys(schema.$defs.task.properties).sort()).toEqual(fields.sort());
  });

  test('has the statuses and the priorities of the model', () => {
    expect(schema.$defs.task.properties.status.enum).toEqual([...STATUSES, null]);
    expect(schema.$defs.task.properties.priority.anyOf[1]?.enum).toEqual([
      ...Object.keys(PRIORITY_WORDS),
      null,
    ]);
  });

  test('describes every field', () => {
    expect(undescribed(schema as SchemaNode, 'spec')).toEqual([]);
    for (const [name, definition] of Object.entries(schema.$defs)) {
      expect(undescribed(definition as SchemaNode, name)).toEqual([]);
    }
  });

  test('accepts the spec that the Python lodestar wrote', () => {
    const text = readFileSync(join(REPOSITORY_ROOT, 'test/support/fixtures/python-spec.yaml'), 'utf8');
    const validate = validator();
    expect(validate(parseYaml(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('accepts, and so shows valid in editors, no more than we read', () => {
    const random = seededRandom('schema and reader');
    const validate = validator();
    for (let round = 0; round < scaled(5_000); round += 1) {
      const text = randomSpec(random);
      const { problems } = parseSpec(text, { file: 'spec.yaml' });
      const isYaml = problems.every(({ code }) => BY_SCHEMA.has(code) || /^(?:DEP|STATUS_|LOCK)/u.test(code));
      if (isYaml && validate(parseYaml(text, { stringKeys: true }))) {
        const faults = problems.filter(
          ({ code, message }) => BY_SCHEMA.has(code) && !/must be a (?:date|duration)/u.test(message),
        );
        expect(faults, text).toEqual([]);
      }
    }
  });
});
