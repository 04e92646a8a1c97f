import { EXIT } from '../../exit.ts';
import { HIDDEN } from '../../util/escape-json.ts';
import { hint } from '../hint.ts';
import type { ContextResult } from '../task/context-pieces.ts';
import type { NextResult } from '../task/next.ts';

/** The same pattern for one look: a global one goes on from where it was. */
const HIDDEN_ONCE = new RegExp(HIDDEN.source, 'u');

/** A command of the registry, as it is typed. */
export interface BriefCommand {
  readonly id: string;
  readonly summary: string;
}

/** A line of a brief: a sentence, or a command that runs as it stands. */
export interface BriefLine {
  readonly text: string;
  readonly isCommand: boolean;
}

/** A part of a brief. The heading stands only where one of its lines does. */
export interface BriefPart {
  readonly name: string;
  readonly heading: string;
  /** The most important first. */
  readonly lines: readonly BriefLine[];
}

/** What a brief is made of: the registry, and this workspace as it stands. */
export interface BriefFacts {
  readonly project: string;
  readonly actor: string;
  readonly commands: readonly BriefCommand[];
  readonly next: NextResult;
  /** The task that the brief is about. */
  readonly task: ContextResult | undefined;
  readonly leaseTtl: string;
}

/** Text of a plan in one line, with nothing in it that a terminal would obey. */
function sentence(text: string): BriefLine {
  return { text: text.replace(HIDDEN, ' ').trim(), isCommand: false };
}

/** A command line with what the registry says of it; nothing where the registry has no such command. */
function commandLine({ commands }: BriefFacts, words: readonly string[]): BriefLine[] {
  const typed = words.join(' ');
  const known = commands.find(({ id }) => typed === id || typed.startsWith(`${id} `));
  const text = `${hint('', words, '').cmd}  # ${known?.summary ?? ''}`;
  return known === undefined || HIDDEN_ONCE.test(text) ? [] : [{ text, isCommand: true }];
}

/** The task that the examples name: the one asked for, else one that the caller holds or could take. */
function exampleOf({ task, next }: BriefFacts): string | undefined {
  return task?.task_id ?? next.held[0]?.task_id ?? next.tasks[0]?.id;
}

function loopPart(facts: BriefFacts): BriefPart {
  const id = exampleOf(facts);
  const ofTask = (...words: readonly string[]): BriefLine[] =>
    id === undefined ? [] : commandLine(facts, [...words.slice(0, 2), id, ...words.slice(2)]);
  const isHeld = facts.next.held.some((each) => each.task_id === id);
  return {
    name: 'loop',
    heading: 'Work in this loop',
    lines: [
      ...commandLine(facts, ['task', 'next']),
      ...(isHeld ? [] : ofTask('task', 'claim', '--context')),
      ...ofTask('task', 'context'),
      ...ofTask('task', 'renew'),
      ...ofTask(
        'task',
        'done',
        '--criteria',
        'all',
        '--evidence',
        'commit:HEAD',
        '--note',
        'What the next has to know',
      ),
      ...ofTask('task', 'release', '--note', 'What is done and what is left'),
      ...commandLine(facts, ['msg', 'inbox']),
    ],
  };
}

function factsPart({ project, actor, next, leaseTtl }: BriefFacts): BriefPart {
  const held = next.held.map((each) => sentence(`You hold ${each.task_id}: ${each.title}.`));
  return {
    name: 'facts',
    heading: sentence(`Lodestar plans the work of ${project}`).text,
    lines: [
      sentence(`You are ${actor}.`),
      ...held,
      sentence(`Tasks that can be claimed: ${String(next.total_claimable)}.`),
      sentence(
        `A lease lasts ${leaseTtl} unless the task or --ttl says otherwise: renew it while you work, release what you stop.`,
      ),
    ],
  };
}

function taskPart({ task }: BriefFacts): BriefPart | undefined {
  if (task === undefined) {
    return undefined;
  }
  return {
    name: 'task',
    heading: sentence(`Task ${task.task_id}`).text,
    lines: [
      task.title,
      `It is ${task.state}${task.claimed_by === null ? '' : ` by ${task.claimed_by}`}.`,
      ...task.criteria.map(
        ({ number, text, checked }) => `[${checked ? 'x' : ' '}] ${String(number)}. ${text}`,
      ),
      ...task.locks.map((lock) => `Touch only what it locks: ${lock}`),
      ...task.description.split('\n').filter((line) => line.trim() !== ''),
    ].map(sentence),
  };
}

function nextPart(facts: BriefFacts): BriefPart {
  const lines = facts.next.tasks.map(({ id, title, why }) => sentence(`${id}: ${title} (${why.join(', ')})`));
  return { name: 'next', heading: 'What can be claimed now, in this order', lines };
}

function rulesPart(facts: BriefFacts): BriefPart {
  return {
    name: 'rules',
    heading: 'Rules',
    lines: [
      ...[
        'Claim before you change anything; work on nothing that another holds.',
        'Done is what you say; verified is what another agrees to. Only then can what depends on it be claimed.',
        'Leave notes and evidence: whoever comes next reads them in the context of the task.',
        '--json answers with one value: ok, data, next (commands that fit), warnings; error.code in a failure.',
        `Exit codes: ${String(EXIT.notFound)} not found, ${String(EXIT.refused)} refused, ${String(EXIT.nothingToClaim)} nothing to claim, ${String(EXIT.invalid)} invalid spec or input, ${String(EXIT.runtime)} the runtime is busy or damaged.`,
      ].map(sentence),
      ...commandLine(facts, ['task', 'list']),
      ...commandLine(facts, ['status']),
    ],
  };
}

function commandsPart({ commands }: BriefFacts): BriefPart {
  const lines = commands.map(({ id, summary }) => ({
    text: `lodestar ${id} --explain  # ${summary}`,
    isCommand: true,
  }));
  return {
    name: 'commands',
    heading: 'All commands; --explain says what one reads, changes and refuses',
    lines,
  };
}

/** The parts of a brief in the order in which they stand; what matters most stands first. */
export function partsOfBrief(facts: BriefFacts): BriefPart[] {
  const parts = [
    factsPart(facts),
    taskPart(facts),
    loopPart(facts),
    nextPart(facts),
    rulesPart(facts),
    commandsPart(facts),
  ];
  return parts.filter((part) => part !== undefined && part.lines.length > 0) as BriefPart[];
}
