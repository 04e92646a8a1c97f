import { createGenerator, type SchemaGenerator } from 'ts-json-schema-generator';
import { schemaPath } from '../../src/cli/schema-file.ts';
import type { LoadedCommand } from './commands.ts';
import { envelopeSchema, outputSchema } from './envelope-schema.ts';
import { toDraft2020, type Schema } from './to-draft-2020.ts';

/** The type of one event as `log --json` prints it. */
const EVENT_TYPE = 'EventEntry';

/** One TypeScript program for all types: making it is what takes time. */
function generatorFor(): SchemaGenerator {
  return createGenerator({
    path: 'src/operations/**/*.ts',
    tsconfig: 'tsconfig.json',
    expose: 'export',
    jsDoc: 'basic',
    topRef: true,
    sortProps: false,
    additionalProperties: false,
    skipTypeCheck: true,
    encodeRefs: false,
  });
}

function schemaOf(generator: SchemaGenerator, type: string, wantedBy: string): Schema {
  try {
    return toDraft2020(generator.createSchema(type));
  } catch (cause) {
    throw new Error(`${wantedBy}: no schema of the type ${type}; is it exported from src/operations?`, {
      cause,
    });
  }
}

function eventSchema(generator: SchemaGenerator): Schema {
  const schema = schemaOf(generator, EVENT_TYPE, 'schemas/event.schema.json');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lodestar:schema:event',
    title: 'An event of the log',
    ...schema,
  };
}

function snapshotSchema(generator: SchemaGenerator): Schema {
  const schema = schemaOf(generator, 'Snapshot', 'schemas/snapshot.schema.json');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lodestar:schema:snapshot',
    title: 'Both planes, as `lodestar export snapshot` writes them',
    ...schema,
  };
}

/** Every schema file that follows from types, by its path. */
export function buildSchemas(commands: readonly LoadedCommand[]): Map<string, object> {
  const generator = generatorFor();
  const files = new Map<string, object>([['schemas/envelope.schema.json', envelopeSchema()]]);
  for (const { id, command } of commands) {
    const { result, report = false } = command.contract;
    const data = schemaOf(generator, result, `lodestar ${id}`);
    files.set(schemaPath(id.split(' ')), outputSchema({ id, summary: command.summary ?? '', data, report }));
  }
  if (commands.some(({ id }) => id === 'export')) {
    files.set('schemas/snapshot.schema.json', snapshotSchema(generator));
  }
  if (commands.some(({ id }) => id === 'log')) {
    files.set('schemas/event.schema.json', eventSchema(generator));
  }
  return files;
}
