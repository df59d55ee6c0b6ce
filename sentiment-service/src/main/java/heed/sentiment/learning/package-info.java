/**
 * The service learns from the shop itself: star-rated reviews become samples without text ({@link
 * heed.sentiment.learning.SampleLog}), one copy trains candidates from them ({@code ShopTrainer}),
 * a pure {@link heed.sentiment.learning.Promotion} decides, and every copy switches together by
 * reading {@code models-promoted} ({@code PromotedModels}). Nothing is learnt across storefronts.
 */
@NullMarked
package heed.sentiment.learning;

import org.jspecify.annotations.NullMarked;
