using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Analysis.Testing;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Runs tests of a policy.</summary>
internal sealed class TestEndpoint(IServerStore servers, IPolicyStore policies)
{
    private const int MaxBytes = 4 * PolicyReader.MaxDocumentBytes;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("testPolicy", "POST", "/api/policies/test", Right.See, "Runs a document of tests against a policy, with a clock and counters of their own. Nothing is called, counted or kept.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.TestBody,
                Example = PolicyExamples.Test,
                Answer = PolicyJson.Default.TestView,
                Statuses = [200, 400, 413, 415, 422],
            },
            RunAsync);

    private async Task<IResult> RunAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["policy", "tests"], [], MaxBytes);
        if (question is null)
        {
            return unreadable!;
        }

        var reading = await question.ReadPolicyAsync("policy", isRequired: true, cancellationToken);
        var tests = Read(question);
        return question.Refusal is { } mistakes || reading is null || tests is null
            ? question.Refusal!
            : new JsonReply<TestView>(StatusCodes.Status200OK, TestView.Of(PolicyTestRun.Run(reading, tests)), PolicyJson.Default.TestView);
    }

    private static PolicyTests? Read(PolicyQuestion question)
    {
        if (question.FindDocument("tests") is not { } document)
        {
            question.Fields.Refuse("The field is missing. Accepted: a document of tests.", "tests");
            return null;
        }

        var (tests, problems) = PolicyTests.Read(document.Span);
        question.Refuse(problems, "tests");
        return tests;
    }
}
