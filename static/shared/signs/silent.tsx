import { usePerson, useWords } from '../texts/lang';
import { absolute } from '../texts/time';
import { SectionMessage } from './section-message';

/** The app does not run, or not in time: only a page that somebody opens can say so. */
export function Silent({ since }: { since: string | undefined }) {
  const { lang, zone } = usePerson();
  const t = useWords();
  if (since === undefined) return null;
  return (
    <SectionMessage appearance="warning" title={t('silentTitle', { at: absolute(since, lang, zone) })}>
      <p>{t('silentNote')}</p>
    </SectionMessage>
  );
}
