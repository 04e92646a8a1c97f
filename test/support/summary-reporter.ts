import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node';

interface Skip {
  readonly test: TestCase;
  readonly reason: string;
}

/** Failures that belong to no test: a module that did not load, an error that nobody caught. */
function countStrayFailures(modules: readonly TestModule[], unhandled: readonly SerializedError[]): number {
  const stray = modules.filter((each) => each.state() === 'failed' && !hasFailedTest(each));
  return stray.length + unhandled.length;
}

function hasFailedTest(module: TestModule): boolean {
  return [...module.children.allTests('failed')].length > 0;
}

function skipsOf(tests: readonly TestCase[]): Skip[] {
  return tests.flatMap((test) => {
    const result = test.result();
    return result.state === 'skipped' ? [{ test, reason: result.note ?? 'no reason given' }] : [];
  });
}

function printSkips(skips: readonly Skip[]): void {
  for (const reason of new Set(skips.map((each) => each.reason))) {
    console.log(`skipped: ${reason}`);
    for (const { test } of skips.filter((each) => each.reason === reason)) {
      console.log(`  ${test.module.relativeModuleId}: ${test.fullName}`);
    }
  }
}

/** Prints the skipped tests with their reasons, and closes with the line `N passed, N failed, N skipped`. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skips = skipsOf(tests);
    const passed = tests.filter((each) => each.result().state === 'passed').length;
    const failedTests = tests.filter((each) => each.result().state === 'failed').length;
    // A set-up that fails leaves no test behind that could say so.
    const atLeast = reason === 'passed' ? 0 : 1;
    const failed = Math.max(failedTests + countStrayFailures(modules, unhandled), atLeast);
    printSkips(skips);
    console.log(`${passed} passed, ${failed} failed, ${skips.length} skipped`);
  }
}
