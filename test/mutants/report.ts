import { MUTANTS, type Verdict } from './mutants';

/** docs/reliability.md. */
export function reliabilityOf(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ name, is }) => {
    const killers = MUTANTS.find((mutant) => mutant.name === name)?.killedBy;
    const only = killers?.only === undefined ? '' : ` “${killers.only}”`;
    return `| ${name} | ${is} | ${(killers?.tests ?? []).map((path) => `\`${path}\``).join(', ')}${only} |`;
  });
  const killed = verdicts.filter(({ is }) => is === 'killed').length;
  return `# Reliability

Written by \`npm run mutants -- --write-docs\`.

## Faults planted into our own code

A promise whose code can be broken without a test noticing is held by nothing. Each of these faults is planted alone, and the tests
named beside it must fail; the same tests must pass without it. ${killed} of ${verdicts.length} are noticed.

| fault | is | by |
|---|---|---|
${rows.join('\n')}

## What is not covered

Faults in pairs, and faults that only a whole life brings out: the tables of crashes (\`test/flows/crash*\`, \`npm run simulate\`) know
single faults at each effect. Forge’s real storage, Jira’s real index and DATEV’s real lists are known by their documents only.
`;
}
