"""Suggests for many documents in several processes; each article is written when it is finished."""

from collections.abc import Callable, Iterator, Sequence

from annotator.model.document import Document
from annotator.model.ids import DocumentId
from annotator.services.project import Project
from annotator.services.suggestions.runs import Keeping, Part, Request, is_current
from annotator.services.workers import News, NewsKind, Worker

_SUGGEST = "annotator.services.suggestions.suggesting:suggest_article"
_WAIT_S = 0.02


class Crew:
    """Some processes, each with at most one article; nothing of an article is written before it is finished."""

    def __init__(self, project: Project, request: Request, jobs: int) -> None:
        self._project, self._request = project, request
        self._keeping = Keeping(project, request)
        self._workers = [Worker() for _ in range(jobs)]
        self._documents: dict[Worker, Document] = {}
        self._parts: dict[Worker, list[Part]] = {}
        self.failures: list[tuple[str, str]] = []

    def suggest(self, identities: Sequence[DocumentId], progress: Callable[[int], None], *, again: bool) -> None:
        """Suggest for these documents; those of which it was done are passed over unless it is wanted again."""
        waiting = self._pending(identities, again=again)
        done = 0
        while True:
            for worker in self._workers:
                if worker not in self._documents and (document := next(waiting, None)) is not None:
                    self._begin(worker, document)
            busy = len(self._documents)
            if not busy:
                return
            for worker in tuple(self._documents):
                for news in worker.wait_for(_WAIT_S):
                    self._take(worker, news)
            done += busy - len(self._documents)
            progress(done)

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.close()
        self._keeping.close()

    def _pending(self, identities: Sequence[DocumentId], *, again: bool) -> Iterator[Document]:
        for identity in identities:
            document = self._project.document(identity)
            if again or not is_current(self._project, document, self._request):
                yield document

    def _begin(self, worker: Worker, document: Document) -> None:
        self._documents[worker], self._parts[worker] = document, []
        worker.submit(_SUGGEST, document, self._request, subject=document.sha256)

    def _take(self, worker: Worker, news: News) -> None:
        if news.kind is NewsKind.PROGRESS and isinstance(news.value, Part):
            self._parts[worker].append(news.value)
        elif news.kind is NewsKind.RESTARTED:
            self._parts[worker].clear()
        elif news.kind is NewsKind.RESULT:
            document = self._documents.pop(worker)
            self._keeping.keep(document, self._parts[worker])
            self._keeping.finish(document, str(news.value))
        elif news.kind is not NewsKind.PROGRESS:
            document = self._documents.pop(worker)
            self.failures.append((document.title, str(news.value)))
