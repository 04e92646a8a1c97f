import { rig } from '../harness/rig.ts';
import { fuzz } from '../support/fuzz.ts';

rig({
  id: 'G8',
  name: 'fuzz-specs',
  goal: 'no document makes the reading of specs crash, dawdle, or act upon what it reads',
  controls: [
    {
      removes: 'the guard against what no spec needs',
      patches: [
        {
          file: 'spec/guard.ts',
          find: 'export const MAX_DEPTH = 32;',
          replace: 'export const MAX_DEPTH = 1_000_000;',
        },
        {
          file: 'spec/guard.ts',
          find: 'return { tokens, faults: guard.faults };',
          replace: 'return { tokens, faults: [] };',
        },
      ],
    },
  ],
  run: async (run) =>
    await fuzz(run, { worker: 'fuzz-specs-worker.ts', inputs: run.times(1_000_000, 20_000) }),
});
