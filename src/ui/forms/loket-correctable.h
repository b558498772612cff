/* SPDX-License-Identifier: EUPL-1.2 */
/* The facts of a case that the form of `correct` offers, and how each is typed. */
#pragma once

#include "loket-form-spec.h"
#include "loket-profile-choices.h"

G_BEGIN_DECLS

GPtrArray     *loket_correctable_list     (LoketSession *session, const LoketCase *facts);
LoketFieldKind loket_correctable_get_kind (const char *field);
GPtrArray     *loket_correctable_choices  (LoketSession *session, const char *field);

G_END_DECLS
