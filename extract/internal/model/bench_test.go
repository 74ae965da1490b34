package model

import (
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

// news is written for these benchmarks: sentences of the length usual in news,
// 24 words on average.
var news = split(
	"The finance ministry of Velmora said on Monday that exports to neighbouring Karsk had fallen by a third since the border crossing at Tolmin was closed .",
	"Ilse Brandt , the president 's former chief of staff , told reporters in Port Amsel that she would not stand in the election planned for November .",
	"Dorn Energy , which employs 4,000 people in the region , has denied that it knew of the leak before inspectors arrived at the plant last week .",
	"Talks between the Northern Front and the army broke down on Friday after shelling near al-Marwa killed four people and wounded eleven , the Red Crescent said .",
	"Fishermen blocked the harbour for a third day .",
	"`` We have nothing to hide , '' Samuel Okoye , the company 's lawyer , told the Daily Ledger in an interview published on Sunday .",
	"The court in Lindhaven sentenced the two brothers to nine years in prison for smuggling weapons to fighters in the hills east of Qasr al-Bahr .",
	"Health officials in the southern province reported 312 new cases of dengue fever , the highest number since 2009 , and asked the government to send mosquito nets , doctors and money .",
	"Harbour City won the cup for the first time in thirty years after Mateus Leal scored twice in the closing minutes of a match that had looked lost .",
	"Parliament will vote on the budget next week , but members of the Farmers ' Union have said that they will reject it unless the tax on diesel is dropped .",
	"Foreign Minister Amara Diallo flew to Geneva on Tuesday to meet her counterpart from Karsk , the first such meeting since the embassy was evacuated in 2021 .",
	"Prices rose .",
)

func BenchmarkAnalyze(b *testing.B) {
	for _, path := range encoder.Paths() {
		b.Run(path, func(b *testing.B) {
			m := on(b, path)
			words := 0
			for _, s := range news {
				words += len(s)
			}
			m.Analyze(news)
			b.ReportAllocs()
			start := cpuSeconds()
			for b.Loop() {
				m.Analyze(news)
			}
			b.ReportMetric(float64(words*b.N)/(cpuSeconds()-start), "words/cpu-s")
		})
	}
}

func BenchmarkSequence(b *testing.B) {
	m := load(b)
	bytes := 0
	for _, s := range news {
		bytes += len(strings.Join(s, " "))
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range news {
			m.tokenizer.NewSequence(s)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
