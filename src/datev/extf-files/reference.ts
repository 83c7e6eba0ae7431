/**
 * Our natural key at DATEV: installation, submission and revision in one `Reference-Id`
 * (`[-0-9A-Za-z_äöüÄÖÜß_. +?;]{0,254}`, we stay within ASCII). A retry has the same one, a resubmission the next.
 */
export function referenceId(installation: string, submissionId: string, revision: number): string {
  return `DFJ-${shortInstallation(installation)}-${submissionId}-r${revision}`;
}

/** Reads one of our own reference ids; `undefined` for those of other programs and other installations. */
export function readReference(
  installation: string,
  reference: string,
): { submissionId: string; revision: number } | undefined {
  const match = /^DFJ-([0-9a-z]+)-([0-9a-z]+)-r(\d{1,6})$/.exec(reference);
  if (match === null || match[1] !== shortInstallation(installation)) return undefined;
  return { submissionId: match[2] ?? '', revision: Number(match[3]) };
}

function shortInstallation(installation: string): string {
  return installation.replace(/[^0-9a-z]/g, '').slice(0, 12);
}
