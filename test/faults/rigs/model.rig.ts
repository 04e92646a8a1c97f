import { memoryFolder } from '../../support/memory-folder.ts';
import { rig } from '../harness/rig.ts';
import { fuzz } from '../support/fuzz.ts';

/** A worker keeps what it opened for all its histories; a fresh one now and then shows that nothing leans on that. */
const HISTORIES_A_WORKER = 2500;

rig({
  id: 'G9',
  name: 'model',
  goal: 'whatever up to six agents do, at once, dying and on moving clocks, branches and runtimes, is what a plain reference says, and the tables are the fold of the log',
  controls: [
    {
      removes: 'the comparison of the holders',
      patches: [
        {
          file: 'runtime/lease-holder.ts',
          find: 'if (lease.holder !== question.actor) {',
          replace: 'if (lease.holder === null) {',
        },
      ],
    },
    {
      removes: 'the rolling back of what was not finished',
      patches: [
        {
          file: 'runtime/runtime-session.ts',
          find: '        rollBack(connection);',
          replace: "        if (connection.inTransaction) connection.run('COMMIT');",
        },
      ],
    },
    {
      removes: 'the stamps that rise above what was seen',
      patches: [
        {
          file: 'operations/task/record-transition.ts',
          find: 'const stamp = nextStamp(tx.now.wallMs, fresh.stamp);',
          replace: 'const stamp = tx.now.wallMs;',
        },
      ],
    },
    {
      removes: 'an event in the tables that is in the log',
      patches: [
        {
          file: 'runtime/append-event.ts',
          find: '  await applyEvent(tx, appended);',
          replace: "  if (type !== 'agent.left') await applyEvent(tx, appended);",
        },
      ],
    },
  ],
  run: async (run) =>
    await fuzz(run, {
      worker: 'fuzz-lives-worker.ts',
      inputs: run.times(100_000, 250, 3000),
      inputsAWorker: HISTORIES_A_WORKER,
      // The engine and its files are the real ones; what a disk does is for other rigs.
      parent: memoryFolder(),
    }),
});
