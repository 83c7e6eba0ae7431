import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { AdminAnswer, Figures, ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { Dialog } from '../shared/dialog';
import { useLang, useWords } from '../shared/lang';
import { Lozenge } from '../shared/lozenge';
import { Bar, Trouble, When } from '../shared/parts';

type Props = { readonly value: AdminAnswer; readonly now: string; readonly reload: () => Promise<void> };

/** What is wrong, the figures, and the one switch that stops everything. */
export function Health(props: Props) {
  const { value, now } = props;
  const t = useWords();
  const lang = useLang();
  const { figures } = value;
  const most = Math.max(1, figures.needsYou, figures.moving, figures.deliveredLast30Days);
  const { datev } = figures;
  const calls = Math.max(1, datev.gets, datev.writes);
  return (
    <section>
      <h2>{t('health')}</h2>
      <ul className="plain">
        {value.health.map((item) => (
          <li key={item.code}>
            <Lozenge appearance={item.tone}>{t(item.tone === 'success' ? 'fine' : 'attention')}</Lozenge>
            <p>
              <strong>{item.title}</strong> {item.remedy}{' '}
              {item.since === undefined ? null : <When at={item.since} now={now} />}
            </p>
          </li>
        ))}
      </ul>
      <h3>{t('figures')}</h3>
      {figures.isCounting ? <p className="note">{t('isCounting')}</p> : null}
      <Bar label={t('needsYou')} value={figures.needsYou} most={most} tone="removed" />
      <Bar label={t('moving')} value={figures.moving} most={most} tone="inprogress" />
      <Bar label={t('delivered30')} value={figures.deliveredLast30Days} most={most} tone="success" />
      <Bar label={t('gets')} value={datev.gets} most={calls} tone="default" />
      <Bar label={t('writes')} value={datev.writes} most={calls} tone="default" />
      <Bar label={t('callErrors')} value={datev.errors} most={calls} tone="removed" />
      <p className="note">{t('callsNote', callsOf(datev, lang))}</p>
      {figures.lastTickAt === undefined ? null : (
        <p className="note">
          {t('lastChecked')}: <When at={figures.lastTickAt} now={now} />
        </p>
      )}
      <Stop {...props} />
    </section>
  );
}

/** What DATEV's review looks at, in the person's number form. */
function callsOf(datev: Figures['datev'], lang: 'de' | 'en'): { per: string; share: string; sent: string } {
  const of = (value: number, digits: number) =>
    new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);
  const all = datev.gets + datev.writes;
  return {
    sent: of(datev.sent, 0),
    per: datev.sent === 0 ? '–' : of(datev.gets / datev.sent, 1),
    share: of(all === 0 ? 0 : (100 * datev.errors) / all, 1),
  };
}

function Stop({ value, reload }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const isStopped = value.settings.stopped !== undefined;
  const word = t(isStopped ? 'allowAll' : 'stopAll');
  const confirm = async () => {
    const answer = await call('admin.stop', { lang, stopped: !isStopped, reason });
    setProblem(answer.ok ? undefined : answer.problem);
    setOpen(false);
    await reload();
  };
  return (
    <div>
      <Button appearance={isStopped ? 'primary' : 'danger'} onClick={() => setOpen(true)}>
        {word}
      </Button>
      <Trouble of={problem} />
      <Dialog
        open={open}
        title={word}
        confirm={word}
        danger={!isStopped}
        disabled={!isStopped && reason.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => void confirm()}
      >
        {isStopped ? <p>{value.settings.stopped?.reason}</p> : <Why reason={reason} onType={setReason} />}
      </Dialog>
    </div>
  );
}

/** What stopping means, and why somebody does it. */
function Why({ reason, onType }: { reason: string; onType: (reason: string) => void }) {
  const t = useWords();
  const id = useId();
  return (
    <>
      <p>{t('stopNote')}</p>
      <label htmlFor={id}>{t('reason')}</label>
      <textarea id={id} rows={2} maxLength={200} value={reason} onChange={(e) => onType(e.target.value)} />
    </>
  );
}
