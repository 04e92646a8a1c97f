/**
 * `npm run bench`: measures the built command and prints tables, as Markdown and, in reports/bench.json, as JSON.
 *
 * --short       few runs of small plans: shows that it works, and takes a minute
 * --suite NAME  only this one (hot, spec, runtime, parallel, graph, completion, export, peers, before); may be given again
 * --peers       other tools on the same plan, as far as they are installed: the same as --suite peers
 * BENCH_BEFORE  for the suite `before`: the built command of an earlier state, which takes turns with this one
 * BENCH_NODE    another Node than the one that runs this; the driver is built for it once
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { subjectFor } from './subject.ts';
import type { Suite, SuiteOptions } from './suite.ts';
import { before } from './suites/before.ts';
import { completion } from './suites/completion.ts';
import { exporting } from './suites/export.ts';
import { graph } from './suites/graph.ts';
import { hot } from './suites/hot.ts';
import { parallel } from './suites/parallel.ts';
import { peers } from './suites/peers.ts';
import { runtime } from './suites/runtime.ts';
import { spec } from './suites/spec.ts';
import { renderTable, type Table } from './table.ts';

const OURS = ['hot', 'spec', 'runtime', 'parallel', 'graph', 'completion', 'export'];
const SUITES: Readonly<Record<string, Suite>> = {
  hot,
  spec,
  runtime,
  parallel,
  graph,
  completion,
  export: exporting,
  peers,
  before,
};
const REPORT = 'reports/bench.json';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    suite: { type: 'string', multiple: true, default: [] },
    peers: { type: 'boolean', default: false },
  },
});
const named = [...values.suite, ...(values.peers ? ['peers'] : [])];
const asked = named.length === 0 ? OURS : named;

const node = process.env.BENCH_NODE ?? process.execPath;
const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
// From Node 22 on certificates are read when they are needed.
const readsCertificates = version.startsWith('v20.') && process.env.NODE_EXTRA_CA_CERTS !== undefined;
const options: SuiteOptions = {
  subject: subjectFor(node),
  runs: values.short ? 3 : 15,
  sizes: values.short ? [10, 1000] : [10, 1000, 10_000, 100_000],
  certificates: readsCertificates ? [true, false] : [false],
};

const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: version };
console.log(`${machine.cpu}, ${machine.cores} cores, Node ${version}\n`);
const tables: Table[] = [];
for (const name of asked) {
  const suite = SUITES[name];
  if (suite === undefined) {
    throw new Error(`no suite ${name}: ${Object.keys(SUITES).join(', ')}`);
  }
  for (const table of await suite(options)) {
    tables.push(table);
    console.log(renderTable(table));
  }
}
mkdirSync('reports', { recursive: true });
writeFileSync(REPORT, `${JSON.stringify({ machine, runs: options.runs, tables }, null, 2)}\n`);
