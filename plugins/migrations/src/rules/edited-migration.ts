import { divergences } from '@refint/model';
import { defineRule } from '@refint/rule';
import { notesOnDivergence, shownEdit, shownFate } from '../divergence-words.ts';

/** A migration is run once. What is changed in it later reaches new databases only. */
export default defineRule({
  id: 'migrations/edited-migration',
  on: 'project',
  summary: 'A migration that others may have applied stays as it is.',
  severity: 'warning',
  needs: ['since'],
  messages: {
    edited: ({ edit, fate }: { edit: string; fate: string }) => `${edit}: databases that ran it ${fate}`,
  },

  *check({ edited, timeline }, say) {
    if (!edited || !timeline) return;
    for (const [migration, divergence] of divergences(edited, timeline.last)) {
      const edit = shownEdit(migration, edited.since);
      const isRenamed = migration.now !== undefined && migration.now.name !== migration.name;
      const notes = notesOnDivergence(divergence);
      const advice = { text: 'leave it as it was, and say what is new in a migration of its own' };
      yield say.edited(
        migration,
        { edit, fate: shownFate(migration, divergence) },
        { severity: notes.length > 0 || isRenamed ? 'error' : undefined, notes: [...notes, advice] },
      );
    }
  },
});
