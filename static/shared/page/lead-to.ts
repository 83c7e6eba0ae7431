/**
 * After an action, once what came of it is drawn: whoever stands on no control is led to the heading that says how it stands now. Theirs is gone, or
 * they were led to something near it, or it is locked, which browsers take the focus away from only when they next draw.
 */
export function leadTo(heading: HTMLElement | null): void {
  const { activeElement: at } = document;
  const isOnControl = at instanceof HTMLElement && at.tabIndex >= 0 && !at.matches(':disabled');
  if (!isOnControl) heading?.focus({ preventScroll: true });
}
