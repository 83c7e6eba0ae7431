import { hasPlan } from '../../accounts/plan-store';
import { berlinDay } from '../../kernel/berlin';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { isZone } from '../../kernel/wall-time';
import type { ExploreField } from '../../looker/explore';
import { checkKey } from '../../looker/key-check';
import { loadWatch } from '../../mandanten/watch-store';
import { checkMapping } from '../../mapping/check-mapping';
import { usedColumns } from '../../mapping/columns';
import { periodBefore } from '../../pipelines/period';
import type { PipelineDraft, SourceField } from '../../pipelines/pipeline';
import { checkSchedule } from '../../pipelines/schedule';
import { labelOf } from '../../runs/execute';
import { type SourceNow, sourceNow } from '../../runs/source-api';

/** DATEV's limit for the label of a batch (header field 17). */
const MAX_LABEL = 30;

/** What Looker's columns are for a draft that can work, as its fingerprint; else why it cannot. */
export async function checkDraft(draft: PipelineDraft): Promise<Result<readonly SourceField[], Problem>> {
  const plain = checkZone(draft) ?? checkSchedule(draft.schedule, draft.unit) ?? checkOutput(draft);
  if (plain !== undefined) return fail(plain);
  if (!(await loadWatch(draft.mandant)).watch.watched)
    return fail({ code: 'pipeline.mandant', retry: 'after-fix' });
  if (!(await hasPlan(draft.mandant))) return fail({ code: 'run.no-accounts', retry: 'after-fix' });
  const source = withoutWords(await sourceNow(draft.connection, draft.source));
  if (!source.ok) return source;
  return checkColumns(draft, source.value);
}

function checkZone({ timezone }: PipelineDraft): Problem | undefined {
  if (isZone(timezone)) return undefined;
  return { code: 'pipeline.schedule-zone', retry: 'after-fix', values: { zone: timezone } };
}

function checkOutput({ output, unit }: PipelineDraft): Problem | undefined {
  if (output.as === 'dxso')
    return output.ledger !== 'cashLedger' && output.folder === undefined
      ? { code: 'pipeline.folder', retry: 'after-fix' }
      : undefined;
  const longest = labelOf(output.label, periodBefore(berlinDay('2026-10-15T12:00:00.000Z'), unit));
  return longest.length > MAX_LABEL ? { code: 'pipeline.label-long', retry: 'after-fix' } : undefined;
}

async function checkColumns(
  draft: PipelineDraft,
  { ports, definition, fields }: SourceNow,
): Promise<Result<readonly SourceField[], Problem>> {
  const used = usedColumns(draft);
  const lacking = used.filter((name) => !definition.fields.includes(name));
  if (lacking.length > 0)
    return fail({ code: 'pipeline.columns', retry: 'after-fix', values: { columns: lacking.join(', ') } });
  const [finding] = checkMapping(draft.mapping, fields, draft.output);
  if (finding !== undefined) {
    const { code, target, column } = finding;
    return fail({ code, retry: 'after-fix', values: present({ target, column }) });
  }
  if (draft.reading.by === 'key') {
    const about = { source: draft.source, timezone: draft.timezone };
    const key = withoutWords(await checkKey(ports, about, draft.reading.key));
    if (!key.ok) return key;
  }
  return ok(fingerprintOf(used, fields));
}

/** The columns in use, as they are now. */
function fingerprintOf(used: readonly string[], fields: readonly ExploreField[]): readonly SourceField[] {
  return used.flatMap((name) =>
    fields.filter((one) => one.name === name).map(({ label, type }) => ({ name, label, type })),
  );
}
