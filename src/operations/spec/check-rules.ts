import type { SpecProblemCode } from '../../spec/problem.ts';
import { SETTINGS, type CheckRule, type RuleSeverity } from '../../spec/settings.ts';

interface RuleEntry {
  /** A sentence: when it is found. */
  readonly when: string;
  readonly why: string;
  readonly remedy: string;
}

/** Rules about a change of the plan, by their names in config.yaml; docs/ci.md has them from here. */
export const CHECK_RULES = {
  id_reused: {
    when: 'A new task has an id that another task has or had: in the base, before a renaming, or by now on the branch that the change goes to.',
    why: 'Leases, evidence, messages and commits name tasks by their ids.',
    remedy: 'Give the new task an id of its own.',
  },
  dependency_removed: {
    when: 'A task is deleted while others wait for it, here or, once merged, on the branch that the change goes to.',
    why: 'They would wait for ever, or the merged plan would be invalid.',
    remedy: 'Change their dependencies first.',
  },
  dependency_withdrawn: {
    when: 'A task is made to wait for one that is cancelled or deleted.',
    why: 'What it waits for will not be verified.',
    remedy: 'Take the dependency out, or reopen what it waits for.',
  },
  merge_cycle: {
    when: 'The dependencies go round in a circle once the change is merged with the branch that it goes to.',
    why: 'Git merges both sides without a conflict, and then nobody can begin any of these tasks.',
    remedy: 'Merge that branch into this one, and take one of the dependencies out.',
  },
  criteria_changed: {
    when: 'The acceptance criteria of a task that is done or verified are changed, and it stays so.',
    why: 'It was agreed to by other criteria than those that the plan would then show.',
    remedy: 'Reopen the task, or make a new one.',
  },
  verifier_missing: {
    when: 'A task becomes verified without `verified_by`; with `verify.separate`, also by who completed it.',
    why: 'Nobody answers for what dependents build on.',
    remedy: 'Verify it with `lodestar task verify`, then settle.',
  },
  outcome_lowered: {
    when: 'A task that was done, verified or cancelled is no longer, without a later `reopened_at`.',
    why: 'An older copy of the plan was probably written over a newer one.',
    remedy: 'Take over what the base says, or reopen the task.',
  },
  lock_outside: {
    when: 'A task is given a lock that leads out of the workspace.',
    why: 'It covers no file of this plan.',
    remedy: 'Write locks relative to the folder that holds `.lodestar`.',
  },
  lock_touched: {
    when: 'A commit of the change touches files that a live lease locks which was not claimed on this branch. Looked for where a runtime is, never in CI.',
    why: 'Two are at work on the same files.',
    remedy: 'Ask the holder, or wait until the lease ends.',
  },
  prd_missing: {
    when: 'The document, or the section of it, that a task was cut from is no longer there.',
    why: 'The task refers to what nobody can read.',
    remedy: 'Accept it with `lodestar spec drift --update`, or name the section that it is now.',
  },
  prd_drifted: {
    when: 'The change alters a section that a task was cut from, or the task.',
    why: 'The task may ask for what is no longer wanted.',
    remedy: 'See `lodestar spec drift`; accept it with `--update` where the task still fits.',
  },
} as const satisfies Record<CheckRule, RuleEntry>;

export const CHECK_RULE_NAMES = Object.keys(CHECK_RULES) as readonly CheckRule[];

export function defaultSeverity(rule: CheckRule): RuleSeverity {
  return SETTINGS[`check.${rule}`].default as RuleSeverity;
}

/** The code of what a rule finds: its name in capitals. */
export function codeOfRule(rule: CheckRule): Uppercase<CheckRule> {
  return rule.toUpperCase() as Uppercase<CheckRule>;
}

/** The rule that a problem of the spec falls under; none for what makes the spec invalid. */
export function ruleOfCode(code: SpecProblemCode): CheckRule | undefined {
  return CHECK_RULE_NAMES.find((rule) => codeOfRule(rule) === code);
}
