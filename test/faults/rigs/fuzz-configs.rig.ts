import { rig } from '../harness/rig.ts';
import { fuzz } from '../support/fuzz.ts';

rig({
  id: 'G8',
  name: 'fuzz-configs',
  goal: 'no document makes the reading of settings crash, dawdle, or act upon what it reads',
  controls: [
    {
      removes: 'the codes of what is wrong with settings',
      patches: [
        {
          file: 'spec/load-config.ts',
          find: "return new LodestarError('CONFIG_INVALID', lines.join('\\n'), { details: { problems }, cause });",
          replace: "return new Error(lines.join('\\n'), { cause }) as LodestarError;",
        },
      ],
    },
  ],
  run: async (run) => await fuzz(run, { worker: 'fuzz-configs-worker.ts', inputs: run.times(100_000, 4000) }),
});
