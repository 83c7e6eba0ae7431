'use strict';

/**
 * Which file may know which (docs/ARCHITECTURE.md). The ending of a file in `src` says whether it touches the world;
 * these rules hold it to that. Each rule is proved by a planted violation in test/wiring/ways.test.ts.
 */
const EDGE = '^src/(entry|platform)/|-(api|store)\\.ts$|^src/index\\.ts$';
/** Journeys and effects reach the world through the rooms' stores and clients and through platform, never by themselves. */
const TELLS = '^src/(flows|effects)/';
/** What flows share: the one loop, and steps that more than one journey has. */
const SHARED =
  'advance|effectively|mirror|once|booking/(begin-due|begin-run|check-draft|hook-world|store-draft)|exception/(give-file|look-at-mandant|look-at-packages|refresh-known|tend-storm)|pages/(desk-counts|show-history|show-submission)|people/(act-on-click|act-on-run|end-connection|keep-login|watch-job)';

const rules = [
  {
    name: 'outside-only-at-the-edge',
    comment: 'Only *-api, *-store, platform and entry speak to Forge.',
    from: { path: '^src/', pathNot: EDGE },
    to: { path: '(^|/)node_modules/@forge/' },
  },
  {
    name: 'rooms-do-not-reach-outside',
    comment: 'A pure file decides; flows and effects ask stores, clients and platform.',
    from: { path: '^src/', pathNot: `${EDGE}|${TELLS}` },
    to: { path: '^src/(entry|platform)/|^src/.*-(api|store)\\.ts$' },
  },
  {
    name: 'no-node-io-in-rooms',
    comment: 'Pure files use nothing of Node; what they need of platform/bytes comes in as an argument.',
    from: { path: '^src/', pathNot: EDGE },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'formats-know-only-kernel',
    comment: 'The file formats also run in the browser and in nobody else’s story.',
    from: { path: '^src/(extf|dxso)/' },
    to: { path: '^src/', pathNot: '^src/(kernel|texts|extf|dxso)/' },
  },
  {
    name: 'submissions-know-only-kernel',
    comment:
      'The life of a submission is told without DATEV’s and Jira’s words; `naming` makes the names that DATEV sees.',
    from: { path: '^src/submissions/', pathNot: '(-store|/naming)\\.ts$' },
    to: { path: '^src/', pathNot: '^src/(kernel|texts|submissions)/' },
  },
  {
    name: 'kernel-knows-nobody',
    comment:
      'A problem’s code is one that has a text: the type of the codes is all that the kernel knows of them.',
    from: { path: '^src/kernel/' },
    to: { path: '^src/', pathNot: '^src/(kernel/|texts/problem-code\\.ts$)' },
  },
  {
    name: 'texts-know-only-kernel',
    comment: 'What is said is everybody’s; who says it, nobody’s business here.',
    from: { path: '^src/texts/' },
    to: { path: '^src/', pathNot: '^src/(kernel|texts)/' },
  },
  {
    name: 'platform-knows-only-kernel',
    comment: 'Forge and Node in our words; nothing of bookkeeping.',
    from: { path: '^src/platform/' },
    to: { path: '^src/', pathNot: '^src/(kernel|platform)/' },
  },
  {
    name: 'rooms-do-not-know-flows',
    comment: 'Rooms are called, they do not call. That goes for effects, too.',
    from: { path: '^src/', pathNot: '^src/(entry/|flows/|index\\.ts$)' },
    to: { path: '^src/(flows|entry)/' },
  },
  {
    name: 'rooms-do-not-know-effects',
    comment: 'Effects are done by the one helper; the loop knows what time they take.',
    from: {
      path: '^src/',
      pathNot:
        '^src/(effects/|flows/(advance|effectively|once|exception/warn-of-end|exception/tend-storm)\\.ts$)',
    },
    to: { path: '^src/effects/' },
  },
  {
    name: 'flows-do-not-know-flows',
    comment: 'A flow that needs another pushes a queue event, but for the steps that are shared.',
    from: { path: '^src/flows/(.+)$' },
    to: { path: '^src/(flows|entry)/', pathNot: `^src/flows/($1|(${SHARED})\\.ts)$` },
  },
  {
    name: 'index-only-opens-doors',
    from: { path: '^src/index\\.ts$' },
    to: { pathNot: '^src/entry/' },
  },
  {
    name: 'ui-sees-only-the-contract',
    comment:
      'The browser knows the contract, what a pipeline and a mapping consist of, and the pure file formats.',
    from: { path: '^static/' },
    to: {
      path: '^(src|test|packages|tools)/',
      pathNot:
        '^src/(contract|extf|dxso|kernel|texts)/|^src/(pipelines/(pipeline|period)|mapping/(mapping|column-type)).ts$',
    },
  },
  {
    name: 'uikit-in-the-widget-only',
    comment: 'What draws by UI Kit is drawn by Jira; no other page carries a byte of it.',
    from: { path: '^static/', pathNot: '^static/widget/' },
    to: { path: '(^|/)node_modules/@forge/react/|^static/widget/' },
  },
  {
    name: 'src-never-sees-test-or-static',
    from: { path: '^src/' },
    to: { path: '^(test|packages|static|tools)/' },
  },
  {
    name: 'sandbox-never-sees-src',
    comment: 'A fake must not judge with our own code.',
    from: { path: '^packages/sandbox/' },
    to: { path: '^(src|static|test|tools)/' },
  },
  {
    name: 'programs-know-no-test-runner',
    comment:
      'Lives are played, measured and drawn without one: what they share with tests (test/support) must do so, too.',
    from: { path: '^tools/[^/]+\\.ts$' },
    to: { path: '(^|/)node_modules/vitest/(dist/)?index', reachable: true },
  },
  {
    name: 'no-development-packages-in-src',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'nothing-unresolvable',
    from: {},
    to: { couldNotResolve: true, pathNot: '^virtual:' },
  },
  {
    name: 'no-cycles',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-type-cycles',
    comment: 'Types know no circles either: one of the two is a noun of its own.',
    from: {},
    to: { circular: true },
  },
];

module.exports = {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|static/dist)/' },
  },
};
