import type { EffectKind } from '../../src/submissions/submission';
import { SIMULATES } from './simulate';

/** In which story an effect happens, and the calls it makes. An effect without its row does not compile. */
export const CALLS: Readonly<
  Record<
    EffectKind,
    { readonly service: string; readonly operations: readonly string[]; readonly life: Life }
  >
> = {
  'send-extf': { service: 'datev', operations: ['importExtfFile'], life: 'batch' },
  'open-dxso': { service: 'datev', operations: ['createDxsoJob'], life: 'package' },
  'fill-dxso': { service: 'datev', operations: ['uploadDxsoFile', 'finishDxsoJob'], life: 'package' },
  'drop-dxso': { service: 'datev', operations: ['deleteDxsoJob'], life: 'package' },
  'put-document': {
    service: 'datev',
    operations: ['listDocumentTypes', 'putDocument'],
    life: 'document',
  },
  'create-issue': { service: 'jira', operations: ['createIssue'], life: 'batch' },
  'link-parent': { service: 'jira', operations: ['linkIssues'], life: 'storm' },
  'write-property': { service: 'jira', operations: ['setIssueProperty'], life: 'batch' },
  'write-fields': { service: 'jira', operations: ['updateMultipleCustomFieldValues'], life: 'batch' },
  'edit-fields': { service: 'jira', operations: ['editIssue'], life: 'batch' },
  comment: { service: 'jira', operations: ['addComment'], life: 'batch' },
  retitle: { service: 'jira', operations: ['editIssue'], life: 'batch' },
  transition: { service: 'jira', operations: ['doTransition'], life: 'batch' },
  'remove-attachment': { service: 'jira', operations: ['removeAttachment'], life: 'batch' },
  'close-duplicates': { service: 'jira', operations: ['linkIssues'], life: 'batch' },
  'make-run': {
    service: 'looker',
    operations: [
      ...['login', 'lookml_model_explore', 'create_dashboard_render_task', 'render_task'],
      ...['render_task_results', 'create_query', 'create_query_task', 'query_task', 'query_task_results'],
    ],
    life: 'run',
  },
  // It talks to nobody outside: it makes submissions and orders them.
  'hand-over': { service: 'kvs', operations: ['setEntity', 'transact'], life: 'run' },
};
type Life = 'batch' | 'package' | 'document' | 'run' | 'storm';

export const FAULTS = ['crash-before', 'crash-after', 'lost-response', '503', 'html'] as const;

/**
 * In a worker that is really killed the same fault costs twice as much as without one, and shows the same of the app. `npm test` kills
 * at the first call of each service, `npm run simulate` at all.
 */
export function reallyKilled<T>(calls: readonly T[], serviceOf: (call: T) => string): readonly T[] {
  const services = calls.map(serviceOf);
  return SIMULATES ? calls : calls.filter((_, n) => services.indexOf(services[n] ?? '') === n);
}

/** Every call of the effects of one story. */
export function callsOf(life: Life): readonly (readonly [string, string, string])[] {
  return Object.entries(CALLS).flatMap(([kind, { life: of, operations, service }]) =>
    of === life ? operations.map((operation) => [kind, service, operation] as const) : [],
  );
}
