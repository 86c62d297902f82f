using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Policies;

/// <summary>Makes a document the next revision of a policy, if nothing is wrong with it.</summary>
internal sealed class PolicyPublishing(IPolicyStore policies, TimeProvider time)
{
    /// <param name="restored">The revision that the document was taken from. It is read again: what was accepted once need not be today.</param>
    public Task<IResult> PublishAsync(HttpContext context, ServerId server, PolicyId policy, ReadOnlyMemory<byte> document, int? restored, CancellationToken cancellationToken)
    {
        var reading = PolicyReader.Read(document.Span);
        if (reading.Policy is null)
        {
            return Task.FromResult(Refused(reading.Problems));
        }

        var draft = new PolicyRevision(server, policy, 0, document, time.GetUtcNow(), Person.Of(context.User).Name, restored);
        return Saving.UntilSavedAsync(() => PublishOnceAsync(context.Request, draft, Shown(reading.Warnings), cancellationToken));
    }

    private async Task<IResult?> PublishOnceAsync(HttpRequest request, PolicyRevision draft, IReadOnlyList<FieldProblem> warnings, CancellationToken cancellationToken)
    {
        var current = await policies.FindCurrentAsync(draft.Server, draft.Policy, cancellationToken);
        if (Preconditions.Check(request, current is null ? null : EntityTag.OfRevision(current.Number)) is { } failed)
        {
            return failed;
        }

        var next = draft with { Number = (current?.Number ?? 0) + 1 };
        if (await policies.AddAsync(next, cancellationToken) is SaveResult.Conflict)
        {
            return null;
        }

        var status = current is null || draft.RestoredFrom is not null ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        var published = new PolicyPublished(next.Policy.Value, next.Number, warnings);
        return new JsonReply<PolicyPublished>(status, published, PolicyJson.Default.PolicyPublished, EntityTag.OfRevision(next.Number));
    }

    private static IResult Refused(IReadOnlyList<Problem> problems) =>
        Problems.Unprocessable(problems.Count == 1 ? "The policy has 1 mistake and was not published." : $"The policy has {problems.Count} mistakes and was not published.", Shown(problems));

    private static IReadOnlyList<FieldProblem> Shown(IReadOnlyList<Problem> problems) => [.. problems.Select(problem => new FieldProblem(problem.Path, problem.Message))];
}
