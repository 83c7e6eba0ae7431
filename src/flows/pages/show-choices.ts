import type { AutomationChoices } from '../../contract/automation-calls';
import { allPipelines } from '../../pipelines/pipeline-store';
import { type AtDesk, readsAtDesk } from '../../security/caller-api';

/** What somebody chooses from who puts one of our actions into a rule: pipelines of Mandanten that they may read. */
export async function showChoices(desk: AtDesk): Promise<AutomationChoices> {
  const all = (await allPipelines()).map(({ pipeline }) => pipeline);
  const pipelines = all
    .filter(({ mandant }) => readsAtDesk(desk, mandant))
    .map(({ id, name, mandant, isActive }) => ({ id, name, mandant, isActive }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de'));
  return { pipelines, admitted: desk.settings.automationMayTransition };
}
