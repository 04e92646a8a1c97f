import { expect, test } from 'vitest';
import { toDraft2020 } from '../../scripts/generate/to-draft-2020.ts';

test('definitions, references and tuples are said in the words of 2020-12', () => {
  const draft7 = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: '#/definitions/A',
    definitions: {
      A: {
        type: 'array',
        items: [{ $ref: '#/definitions/B' }, { type: 'number' }],
        additionalItems: { type: 'string' },
      },
      B: { type: 'array', items: { type: 'string' } },
    },
  };
  expect(toDraft2020(draft7)).toEqual({
    $ref: '#/$defs/A',
    $defs: {
      A: {
        type: 'array',
        prefixItems: [{ $ref: '#/$defs/B' }, { type: 'number' }],
        items: { type: 'string' },
      },
      B: { type: 'array', items: { type: 'string' } },
    },
  });
});

test('a tuple without more items is closed', () => {
  expect(toDraft2020({ type: 'array', items: [{ type: 'number' }] })).toEqual({
    type: 'array',
    prefixItems: [{ type: 'number' }],
    items: false,
  });
});
