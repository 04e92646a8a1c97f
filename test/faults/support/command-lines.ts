import type { Manifest, ManifestCommand } from '../../../src/cli/manifest.ts';
import type { Random } from '../../support/random.ts';

/** These go on until somebody ends them. */
const ENDLESS = new Set(['follow', 'wait']);

const WORDS = [
  'x',
  'T1',
  'T2',
  'T3',
  'T5',
  'nope',
  'ai:one',
  'human:ada',
  'one',
  'todo',
  'ready',
  'json',
  'all',
];
const NUMBERS = ['0', '1', '-1', '10', '1e9', '99999999999999999999', 'NaN', '0x10', '1.5', ' 7 '];
const TIMES = ['30m', '1h30m', '-5m', '1y', '999999999d', '0s', '2026-01-05', 'yesterday', '2h'];
const PATHS = [
  '@',
  '@missing',
  '@notes.txt',
  '@.',
  '@/dev/null',
  'a/b',
  './x',
  'src/**',
  '\\',
  'C:\\x',
  'a:b',
];
const GLOBS = [
  '**',
  '*',
  '?',
  '[a-',
  '[!x]',
  '{a,b',
  '{a,{b,c}}',
  'a{'.repeat(200),
  '*'.repeat(400),
  '!(x)',
  '***/**',
];
const JSONS = [
  '{}',
  '[]',
  '{"a":',
  '"',
  'null',
  'x-a=1',
  'x-__proto__={"polluted":1}',
  '__proto__=1',
  'x-a={"__proto__":1}',
  'x-=',
  '=',
  'x-a',
];
const HOSTILE = [
  '',
  ' ',
  '\t\n',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\r\n',
  '\u0085\u009b',
  '\u202Edesrever',
  '\u2028\u2029',
  'é\u0301',
  '🚀'.repeat(50),
  '%s%n%x',
  '$(touch owned)',
  '`touch owned`',
  "'; DROP TABLE event; --",
  '-',
  '--',
  '---',
  '-x',
  '--=',
  '-C',
];
/** Only where no process has to be started: no operating system hands these on. */
const UNPASSABLE = ['\u0000', 'a\u0000b', '\uD800', 'x\uDFFF'];

const LONGEST = 2 ** 20;
/** Linux passes no longer argument to a process. */
const LONGEST_PASSED = 100_000;

export interface CommandLineOptions {
  /** Real processes are started with it. */
  readonly passed: boolean;
}

function drawValue(random: Random, { passed }: CommandLineOptions): string {
  const kind = random.below(200);
  if (kind === 0) {
    return random
      .pick(['a', '\u001b', 'ab ', '漢', '{', '"'])
      .repeat(random.below(passed ? LONGEST_PASSED / 3 : LONGEST));
  }
  const pool = passed || kind > 20 ? HOSTILE : UNPASSABLE;
  return random.pick(random.pick([WORDS, WORDS, NUMBERS, TIMES, PATHS, GLOBS, JSONS, pool]));
}

function misspelt(random: Random, word: string): string {
  const at = random.below(word.length + 1);
  return word.slice(0, at) + random.pick(['', 'x', '-', ' ', 'é']) + word.slice(at + random.below(2));
}

type Flag = ManifestCommand['flags'][string];

function drawFlag(random: Random, flag: Flag, options: CommandLineOptions): string[] {
  const name = flag.char !== undefined && random.below(3) === 0 ? `-${flag.char}` : `--${flag.name}`;
  if (flag.type === 'boolean') {
    return random.below(20) === 0 ? [`${name}=x`] : [name];
  }
  const known: readonly string[] = random.below(2) === 0 ? (flag.options ?? []) : [];
  const value = known.length > 0 ? random.pick(known) : drawValue(random, options);
  switch (random.below(8)) {
    case 0:
      return [name];
    case 1:
    case 2:
      return [`${name}=${value}`];
    default:
      return [name, value];
  }
}

function drawStray(random: Random, options: CommandLineOptions): string[] {
  return random.pick([
    () => [`--${drawValue(random, options)}`],
    () => [`-${drawValue(random, options)}`],
    () => [drawValue(random, options)],
    () => ['--'],
    () => ['--', drawValue(random, options)],
    () => [
      random.pick([
        '--help',
        '-h',
        '--schema',
        '--explain',
        '--dry-run',
        '--no-input',
        '--no-color',
        '--version',
      ]),
    ],
    () => ['--as', drawValue(random, options)],
    () => ['-C', random.pick(['.', 'missing', 'notes.txt', '', '.lodestar'])],
  ])();
}

/** Where it is no value of a flag, a path leads nowhere that the fuzzing may not go. */
function isOutside(word: string): boolean {
  return word.startsWith('/') || word.includes('..') || word.includes('\\');
}

/** The words of one command line, after the program's name. */
export function drawCommandLine(random: Random, manifest: Manifest, options: CommandLineOptions): string[] {
  const ids = Object.keys(manifest.commands);
  const id = random.pick(ids);
  const command = manifest.commands[id];
  const words = id.split(':');
  const named = random.below(12) === 0 ? words.map((word) => misspelt(random, word)) : words;
  const flags = Object.values(command?.flags ?? {}).filter(({ name }) => !ENDLESS.has(name));
  const required = flags.filter((flag) => flag.required && random.below(10) > 0);
  const some = flags.filter(() => random.below(flags.length + 1) < 2);
  const parts = [
    ...Object.values(command?.args ?? {}).map(() => () => [drawValue(random, options)]),
    ...[...required, ...some].map((flag) => () => drawFlag(random, flag, options)),
    ...Array.from({ length: random.below(3) }, () => () => drawStray(random, options)),
  ];
  const rest = parts.flatMap((part) => part()).filter((word) => id !== 'init' || !isOutside(word));
  const line = random.below(15) === 0 ? [...rest, ...named] : [...named, ...rest];
  return random.below(4) === 0 ? line : [...line, '--json'];
}
