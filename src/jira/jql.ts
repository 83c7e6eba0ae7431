/** The issue property that marks our issues; `manifest.yml` makes its members searchable. */
export const PROPERTY = 'datev';
const EXTERNAL_ID = `issue.property["${PROPERTY}"].externalId`;

/** A text as a JQL string: quotes, backslashes and line breaks escaped, so that no value can add a clause. */
export function jqlText(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

/** Our issue for one submission. */
export function jqlByExternalId(externalId: string): string {
  return `${EXTERNAL_ID} = ${jqlText(externalId)}`;
}

/** Our issues in these projects that are not done, in an order that stays. */
export function jqlOpen(projectIds: readonly string[]): string {
  const projects = projectIds.map(jqlText).join(', ');
  return `project in (${projects}) AND statusCategory != Done AND ${EXTERNAL_ID} IS NOT EMPTY ORDER BY id`;
}

/** Our issues in these projects that need somebody and are not done, in an order that stays. */
export function jqlWaiting(projectIds: readonly string[]): string {
  const projects = projectIds.map(jqlText).join(', ');
  return `project in (${projects}) AND statusCategory != Done AND issue.property["${PROPERTY}"].needs IS NOT EMPTY ORDER BY id`;
}

/** Our issues in these projects that changed within the last `minutes`. Project ids are digits. */
export function jqlChanged(projectIds: readonly string[], minutes: number): string {
  const projects = projectIds.map(jqlText).join(', ');
  return `project in (${projects}) AND updated >= -${Math.max(1, Math.ceil(minutes))}m AND ${EXTERNAL_ID} IS NOT EMPTY`;
}
