import type { FieldChoice, StatusChoice } from '../../contract/answers';
import type { CreateField, ProjectStatus } from '../../jira/project';
import { present } from '../../kernel/present';
import type { StatusMeanings } from '../../settings/settings';

/** Statuses of the workflow, and those that were chosen but are not in it any more (not reachable). */
export function statusChoices(
  found: readonly ProjectStatus[],
  meanings: StatusMeanings | undefined,
): readonly StatusChoice[] {
  const known = new Set(found.map((s) => s.id));
  const { resubmit = [], closeWithout = [], reopenTo, deliveredTo } = meanings ?? {};
  const chosen = [...resubmit, ...closeWithout, ...[reopenTo, deliveredTo].filter((id) => id !== undefined)];
  const gone = [...new Set(chosen)].filter((id) => !known.has(id));
  return [
    ...found.map((s) => ({ id: s.id, name: s.name, category: s.category, reachable: true })),
    ...gone.map((id) => ({ id, name: id, category: 'done' as const, reachable: false })),
  ];
}

/** Fields we always fill ourselves. */
const OURS = new Set(['project', 'issuetype', 'summary', 'description', 'reporter', 'attachment', 'parent']);

/**
 * Fields of the create screen: what must be filled, and what may carry one of our values (plain text only). The assignee only where somebody
 * has to be one: there an issue that is nobody's cannot be made.
 */
export function fieldChoices(found: readonly CreateField[]): readonly FieldChoice[] {
  return found
    .filter((f) => !OURS.has(f.id) && (f.id !== 'assignee' || f.required))
    .map((f) => ({
      id: f.id,
      name: f.name,
      required: f.required && !f.hasDefault,
      mappable: f.schemaType === 'string' && f.id.startsWith('customfield_'),
      type: f.schemaType,
      ...present({ allowed: f.allowed }),
    }));
}
