import { Storms } from '../../shared/storms';
import { useWords } from '../../shared/texts/lang';
import type { Editing } from '../saving/use-settings';
import type { SectionProps } from '../sections/section-props';
import { FiguresPart } from './health';
import { Hours, Retention, Switch } from './rules';
import { Stop } from './stop';
import { Support } from './support';

/** The switch that stops everything, when and how the app works by itself, and how it went. */
export function Operation(props: SectionProps & { readonly editing: Editing }) {
  const { value, editing } = props;
  const { settings, change } = editing;
  const t = useWords();
  return (
    <>
      <Stop {...props} />
      {value.storms === undefined ? null : <Storms value={value.storms} may reload={props.reload} />}
      <section>
        <h2>{t('sectionOperation')}</h2>
        <Hours settings={settings} change={change} />
        <Retention settings={settings} change={change} />
        <Switch settings={settings} change={change} of="resendUnknown">
          {t('resendUnknown')}
        </Switch>
      </section>
      <FiguresPart {...props} />
      {value.canSeal ? <Support /> : null}
    </>
  );
}
