/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of a PDF, which the cairo of the baseline cannot state. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean loket_pdf_set_language (GByteArray *pdf, const char *language);

G_END_DECLS
