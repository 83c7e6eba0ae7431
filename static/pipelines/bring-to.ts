/** The input itself, or the part it stands in. */
export function bringTo(id: string): void {
  const there = document.getElementById(id);
  there?.scrollIntoView({ block: 'center' });
  there?.focus({ preventScroll: true });
}
