/* SPDX-License-Identifier: EUPL-1.2 */
/* What can be chosen where the procedure names the choices: grounds, marks, norms, carriers. */
#pragma once

#include "loket-session.h"

G_BEGIN_DECLS

typedef struct {
  char *code;
  char *name; /* as the procedure names it in the language of the screen */
} LoketChoice;

LoketChoice *loket_choice_new  (const char *code, const char *name);
void         loket_choice_free (LoketChoice *self);

GPtrArray  *loket_profile_choices_list     (LoketSession    *session,
                                            LoketProfile    *profile,
                                            const char      *member,
                                            const char      *kind);
JsonObject *loket_profile_choices_find     (LoketProfile    *profile,
                                            const char      *member,
                                            const char      *code);
const char *loket_profile_choices_get_name (LoketSession    *session,
                                            const LoketCase *the_case,
                                            const char      *member,
                                            const char      *family,
                                            const char      *code);
gboolean    loket_profile_choices_copies_until (LoketProfile *profile, LoketActType act);

G_END_DECLS
