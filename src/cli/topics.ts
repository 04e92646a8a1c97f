/** What each topic is about, for help and the README. `npm run generate` fails when a topic is missing here. */
export const TOPICS: Readonly<Record<string, string>> = {
  agent: 'Who works here: join, leave, list, be seen.',
  config: 'The settings of config.yaml.',
  lease: 'Who holds what, for how long.',
  spec: 'The committed plan.',
  task: 'The work: create, claim, finish, verify.',
};
