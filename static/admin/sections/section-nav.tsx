import { usePlace } from '../../shared/page/place';
import { useWords } from '../../shared/texts/lang';
import { placeOfSection, SECTION_NAMES, SECTIONS, type Section } from './sections';

/** The way between the sections: a column beside them, a list above them where the window is narrow. */
export function SectionNav({ open, onGo }: { readonly open: Section; readonly onGo: () => void }) {
  const t = useWords();
  return (
    <nav className="section-nav" aria-label={t('sectionsOfSetUp')}>
      <ul>
        {SECTION_NAMES.map((name) => (
          <li key={name}>
            <SectionLink to={name} isOpen={name === open} onGo={onGo} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A link to a section: opened here, and copied or opened elsewhere as any other link. */
export function SectionLink(props: {
  readonly to: Section;
  readonly isOpen?: boolean;
  readonly onGo?: () => void;
}) {
  const { to, isOpen = false, onGo } = props;
  const { go, href } = usePlace();
  const t = useWords();
  const place = placeOfSection(to);
  return (
    <a
      href={href(place) ?? '#'}
      aria-current={isOpen ? true : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(place);
        onGo?.();
      }}
    >
      {t(SECTIONS[to])}
    </a>
  );
}
