import type { PipelineAnswer } from '../../../src/contract/pipelines';
import { LANDS } from '../../../src/pipelines/pipeline';
import { say } from '../../../src/texts/say';
import { useLang, useWords } from '../../shared/texts/lang';
import type { ScheduleForm } from './form';
import { CheckField, Part, Radios, SelectField, TextField } from './inputs';
import type { PartProps } from './part-props';
import { zones } from './zones';

type Props = PartProps & { readonly upcoming: PipelineAnswer['upcoming'] };

/** When it runs by itself, and the next times in the local time of the people. */
export function CalendarPart(props: Props) {
  const { form, set, upcoming } = props;
  const { schedule } = form;
  const t = useWords();
  const put = (part: Partial<ScheduleForm>) => set({ schedule: { ...schedule, ...part } });
  return (
    <Part id="pf-schedule" title={t('partCalendar')}>
      <Radios
        id="pf-schedule-on"
        legend={t('scheduleOn')}
        value={schedule.on}
        options={[
          ['manual', t('scheduleManual'), t('scheduleManualNote')],
          ['business-day', t('scheduleBusinessDay'), t('scheduleBusinessDayNote')],
          ['cron', t('scheduleCron'), t('scheduleCronNote')],
        ]}
        onChange={(on) => put({ on })}
      />
      {schedule.on === 'manual' ? null : <When schedule={schedule} put={put} />}
      <Next {...props} upcoming={upcoming} />
      <CheckField
        label={t('isActive')}
        hint={t('isActiveNote')}
        checked={form.isActive}
        onChange={(isActive) => set({ isActive })}
      />
    </Part>
  );
}

type WhenProps = { readonly schedule: ScheduleForm; readonly put: (part: Partial<ScheduleForm>) => void };

function When({ schedule, put }: WhenProps) {
  const t = useWords();
  return (
    <div className="fields">
      {schedule.on === 'cron' ? (
        <TextField
          id="pf-schedule-cron"
          label={t('cron')}
          hint={t('cronHint')}
          value={schedule.cron}
          most={80}
          required
          placeholder="0 6 3 * *"
          onChange={(cron) => put({ cron })}
        />
      ) : (
        <BusinessDay schedule={schedule} put={put} />
      )}
      <TextField
        id="pf-schedule-zone"
        label={t('zone')}
        hint={t('zoneHint')}
        value={schedule.zone}
        list={zones()}
        most={60}
        required
        onChange={(zone) => put({ zone })}
      />
    </div>
  );
}

/** The n-th business day of a Land, at a time. */
function BusinessDay({ schedule, put }: WhenProps) {
  const t = useWords();
  const lang = useLang();
  return (
    <>
      <TextField
        id="pf-schedule-day"
        label={t('businessDay')}
        value={schedule.day}
        numeric
        most={2}
        required
        onChange={(day) => put({ day })}
      />
      <TextField
        id="pf-schedule-at"
        label={t('atTime')}
        hint={t('atTimeHint')}
        most={5}
        placeholder="06:00"
        value={schedule.at}
        required
        onChange={(at) => put({ at })}
      />
      <SelectField
        id="pf-schedule-land"
        label={t('land')}
        hint={t('landHint')}
        value={schedule.land}
        choose={t('choose')}
        required
        options={LANDS.map((land) => [land, say(`land.${land}`, lang)])}
        onChange={(land) => put({ land })}
      />
    </>
  );
}

/** As of the last save or preview: what was typed since then is not in it. */
function Next({ form, isDirty, upcoming }: Props) {
  const t = useWords();
  if (form.schedule.on === 'manual') return null;
  return (
    <>
      <h5>{t('nextRuns')}</h5>
      {upcoming.length === 0 ? <p className="note">{t('nextRunsUnknown')}</p> : null}
      <ul className="plain">
        {upcoming.map(({ at, local, period }) => (
          <li key={at}>
            <time dateTime={at}>{local}</time> <small>{t('forPeriod', { period })}</small>
          </li>
        ))}
      </ul>
      {upcoming.length > 0 ? <p className="note">{t('nextRunsNew')}</p> : null}
      {upcoming.length > 0 && isDirty ? <p className="note">{t('nextRunsOld')}</p> : null}
    </>
  );
}

/** What makes a run stop and ask a person. */
export function GuardPart(props: PartProps) {
  const { form, set } = props;
  const t = useWords();
  const put = (part: Partial<Guard>) => set({ guard: { ...form.guard, ...part } });
  return (
    <Part id="pf-guard" title={t('partGuard')} note={t('guardNote')}>
      <Limits {...props} put={put} />
      <CheckField
        label={t('mayBeEmpty')}
        hint={t('mayBeEmptyNote')}
        checked={form.guard.mayBeEmpty}
        onChange={(mayBeEmpty) => put({ mayBeEmpty })}
      />
      <CheckField
        label={t('needsApproval')}
        hint={t('needsApprovalNote')}
        checked={form.needsApproval}
        onChange={(needsApproval) => set({ needsApproval })}
      />
    </Part>
  );
}

type Guard = PartProps['form']['guard'];

/** How far a run may be from the last ones, and how late. */
function Limits({ form, set, put }: PartProps & { put: (part: Partial<Guard>) => void }) {
  const { guard, deliverWithin } = form;
  const t = useWords();
  const share = { hint: t('guardEmptyHint'), numeric: true, most: 8 } as const;
  return (
    <div className="fields">
      <TextField
        id="pf-guard-rows"
        label={t('guardRows')}
        value={guard.rows}
        onChange={(rows) => put({ rows: rows.trim() })}
        {...share}
      />
      <TextField
        id="pf-guard-total"
        label={t('guardTotal')}
        value={guard.total}
        onChange={(total) => put({ total: total.trim() })}
        {...share}
      />
      <TextField
        id="pf-deliverWithin"
        label={t('deliverWithin')}
        hint={t('deliverWithinHint')}
        value={deliverWithin}
        numeric
        most={3}
        required
        onChange={(within) => set({ deliverWithin: within.trim() })}
      />
    </div>
  );
}
