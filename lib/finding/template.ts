/** What a template shows where the event does not have the field. */
export const unknownValue = 'unknown';

/** Between the braces: one field name. Anything longer than this is no field. */
const placeholder = /\{\{([^{}]{1,200})\}\}/g;

/** Renders `{{ field }}`. `show` answers '' for what it does not know; it makes its values safe to show. */
export function renderTemplate(template: string, show: (field: string) => string): string {
  return template.replace(placeholder, (_, name: string) => show(name.trim()) || unknownValue);
}
