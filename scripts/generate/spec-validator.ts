import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';

const SCHEMA = 'schemas/spec.schema.json';
const HEADER = '// Compiled from schemas/spec.schema.json by `npm run generate`.\n';

/** `ajv/dist/standalone` is CommonJS: what it exports is a property of what is imported. */
const toCode = standaloneCode.default;

/**
 * The validators of a task and of the whole document, as JavaScript that needs nothing of ajv: compiling the schema takes
 * longer than all else that a writing command does, and writers do it while others wait for the spec's mutex.
 */
export async function specValidator(): Promise<string> {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { $id: string };
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    verbose: true,
    code: { source: true },
  });
  // Editors show this text too, instead of the pattern that was not met.
  ajv.addVocabulary(['errorMessage']);
  ajv.addSchema(schema);
  const contents = toCode(ajv, { task: `${schema.$id}#/$defs/task`, root: schema.$id });
  const { outputFiles } = await build({
    stdin: {
      contents: `${contents}\n`,
      resolveDir: process.cwd(),
      loader: 'js',
      sourcefile: 'spec-validator.cjs',
    },
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'ascii',
    write: false,
  });
  return `${HEADER}${outputFiles[0]?.text ?? ''}`;
}
