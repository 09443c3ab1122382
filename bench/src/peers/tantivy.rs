//! tantivy in memory: one indexed field of folded words, any of the message's words, BM25.

use anyhow::Result;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::{Corpus, Message, Peer, folded_text, folded_words};

pub(crate) struct Tantivy {
    searcher: Searcher,
    text: Field,
}

impl Peer for Tantivy {
    const NAME: &'static str = "tantivy 0.27";
    type Prepared<'a> = Vec<String>;

    fn build(corpus: &Corpus<'_>) -> Result<Self> {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let place = schema.add_u64_field("place", NumericOptions::from(FAST));
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("words", TextAnalyzer::from(WhitespaceTokenizer::default()));
        let mut writer = index.writer_with_num_threads(1, 256 << 20)?;
        for (at, claim) in corpus.claims.iter().enumerate() {
            let mut document = TantivyDocument::new();
            document.add_text(text, folded_text(&claim.text));
            document.add_u64(place, at as u64);
            writer.add_document(document)?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        Ok(Self { searcher: index.reader()?.searcher(), text })
    }

    fn prepare(message: &Message<'_>) -> Vec<String> {
        folded_words(message.text)
    }

    fn ask(&mut self, words: &Vec<String>) -> Result<Vec<usize>> {
        let any: Vec<(Occur, Box<dyn Query>)> = words
            .iter()
            .map(|word| {
                let term = Term::from_field_text(self.text, word);
                let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                (Occur::Should, query)
            })
            .collect();
        let top = self.searcher.search(&BooleanQuery::new(any), &TopDocs::with_limit(5).order_by_score())?;
        top.into_iter()
            .map(|(_, address)| {
                let places = self.searcher.segment_reader(address.segment_ord).fast_fields().u64("place")?;
                Ok(places.first(address.doc_id).unwrap_or_default() as usize)
            })
            .collect()
    }

    fn bytes(&self) -> Result<u64> {
        Ok(self.searcher.space_usage()?.total().get_bytes())
    }
}
