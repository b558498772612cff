/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands on a page, wherever its lines were broken. */
#pragma once

#include <glib.h>

void paper_assert_says (const char *text, const char *sentence);
