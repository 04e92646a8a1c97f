/**
 * The import rules of docs/ARCHITECTURE.md, "Layout":
 *   commands | mcp | http | coordinator → operations → workspace → spec | runtime | git → model
 * A layer may reach further in than its neighbour, never outwards and never sideways.
 */

const FRONT_ENDS = ['commands', 'cli', 'mcp', 'http', 'coordinator'];
/** From the outside in: what a folder must not import is every folder named before it, and its equals. */
const OUTWARDS = {
  operations: [...FRONT_ENDS],
  workspace: [...FRONT_ENDS, 'operations'],
  spec: [...FRONT_ENDS, 'operations', 'workspace', 'runtime', 'git', 'watch'],
  runtime: [...FRONT_ENDS, 'operations', 'workspace', 'spec', 'git', 'watch'],
  watch: [...FRONT_ENDS, 'operations', 'workspace', 'spec', 'runtime', 'git', 'secrets', 'model'],
  git: [...FRONT_ENDS, 'operations', 'workspace', 'spec', 'runtime'],
  secrets: [...FRONT_ENDS, 'operations', 'workspace', 'spec', 'runtime', 'git', 'model'],
  util: [...FRONT_ENDS, 'operations', 'workspace', 'spec', 'runtime', 'git', 'model', 'secrets'],
};
/** One home for each package. */
const HOMES = {
  yaml: 'spec/',
  ajv: 'spec/',
  'better-sqlite3': 'runtime/',
  kysely: 'runtime/',
  'simple-git': 'git/',
  '@oclif/core': '(?:commands/|cli/)',
  oclif: '(?:commands/|cli/)',
  chokidar: 'watch/',
  'node-diff3': 'spec/merge/',
  'csv-stringify': 'cli/exports/',
  'fastest-levenshtein': 'util/near-miss[.]ts$',
};

const folders = (names) => `^src/(?:${names.join('|')})/`;
const packagePath = (name) => `(?:^|/)node_modules/(?:@types/)?${name}(?:/|$)`;

const layerRules = Object.entries(OUTWARDS).map(([folder, outer]) => ({
  name: `${folder}-imports-inward`,
  comment: `${folder}/ must not know the layers around it, nor its equals.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: folders(outer) },
}));

const homeRules = Object.entries(HOMES).map(([name, home]) => ({
  name: `home-of-${name.replace(/[@/]/gu, '')}`,
  comment: `${name} has one home; elsewhere its home's functions are used.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${home}` },
  to: { path: packagePath(name) },
}));

/** mcp/, http/ and coordinator/ are each alone; commands/ and cli/ are two halves of one front-end, and cli/ is the inner one. */
const frontEndRules = FRONT_ENDS.map((folder) => {
  const others = FRONT_ENDS.filter(
    (other) => other !== folder && !(folder === 'commands' && other === 'cli'),
  );
  return {
    name: `front-end-${folder}-stands-alone`,
    comment: 'Front-ends share operations, not each other.',
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: folders(others) },
  };
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'A cycle makes the order of start-up a matter of luck.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'model-is-pure',
      comment: 'model/ imports itself, errors.ts and util/invariant.ts: no package, no Node module.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/(?:model/|errors[.]ts$|util/invariant[.]ts$)' },
    },
    {
      name: 'errors-import-nothing',
      comment:
        'Everything imports errors.ts, which imports its catalogue, the exit codes and util/clip.ts alone.',
      severity: 'error',
      from: { path: '^src/(?:errors|error-catalogue)[.]ts$' },
      to: { pathNot: '^src/(?:error-catalogue|exit|util/clip)[.]ts$' },
    },
    {
      name: 'commands-call-operations',
      comment: 'A command parses, calls one operation and shows the result.',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: { path: folders(['workspace', 'spec', 'runtime', 'git']) },
    },
    {
      name: 'operations-know-no-process',
      comment: 'The same operation serves a command, a server and an embedding program.',
      severity: 'error',
      from: { path: '^src/operations/' },
      to: {
        dependencyTypes: ['core'],
        path: '^(?:node:)?(?:process|child_process|readline|tty|console)(?:/|$)',
      },
    },
    {
      name: 'nothing-imports-the-embedding-api',
      comment: 'src/index.ts is for other programs; inside, import the file that holds the name.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/(?:index|bin|program)[.]ts$' },
    },
    {
      name: 'launcher-stands-alone',
      comment: 'What is read before the program is compiled holds nothing of the program.',
      severity: 'error',
      from: { path: '^src/(?:launch/|bin[.]ts$)' },
      to: { path: '^src/', pathNot: '^src/launch/' },
    },
    {
      name: 'program-knows-no-launcher',
      comment: 'The program runs the same without compiled code.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(?:launch/|bin[.]ts$)' },
      to: { path: '^src/launch/' },
    },
    {
      name: 'no-index',
      comment: 'No folder has an index.ts, the list of migrations aside.',
      severity: 'error',
      from: {},
      to: { path: '^src/.+/index[.]ts$', pathNot: '^src/runtime/migrations/index[.]ts$' },
    },
    {
      name: 'source-stands-alone',
      comment: 'What is shipped imports neither tests nor tools.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:test|bench|scripts)/' },
    },
    {
      name: 'resolvable',
      comment: 'The imported file or package does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'Every package that is imported stands in package.json.',
      severity: 'error',
      from: { path: '^(?:src|test|bench|scripts)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    ...layerRules,
    ...frontEndRules,
    ...homeRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|coverage|reports)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
