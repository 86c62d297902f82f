using System.Reflection;

namespace FuncGateway.Functions.Tests.Signatures;

/// <summary>
/// What stands in WorkerApi/ is what the real packages have: every type and member of it is looked up in the page of their signatures,
/// where that page is at hand, and always in the extract of it that is kept here.
/// </summary>
public sealed class WorkerApiTests
{
    private const string Page = "functions-api.md";
    private const string Usage = "[AttributeUsage(";

    // The page does not cover this package; the extract says where its signature is from.
    private static readonly string[] NotOnThePage =
        ["DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", "Microsoft.Azure.Functions.Worker.OpenTelemetry.ConfigureFunctionsOpenTelemetry"];

    private static readonly Type[] Declared = [.. typeof(FunctionsServices).Assembly.GetExportedTypes().Where(IsWorkerApi)];

    public static TheoryData<string> Names => [.. Declared.Select(TypeSignature.FullName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Type_OfWorkerApi_IsWhatTheSignaturesSay(string name)
    {
        var type = Declared.Single(each => TypeSignature.FullName(each) == name);
        foreach (var document in Documents(name))
        {
            var documented = document.FindType(name);
            Assert.True(documented is not null, $"{document.Name} has no type {name}.");
            Assert.Equal(TypeSignature.Header(type), documented.Header.Split(" : ", 2)[0].Split(" where ", 2)[0]);
            Assert.All(TypeSignature.Bases(type), parent => Assert.Contains(parent, BasesOf(documented.Header)));
            Assert.All(TypeSignature.Members(type), member => Assert.Contains(member, documented.Members));
            Assert.Equal(UsageOf(type), documented.Attributes.Where(line => line.StartsWith(Usage, StringComparison.Ordinal)).Select(Targets));
        }
    }

    [Theory]
    [InlineData("public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);", true)]
    [InlineData("public virtual Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);", false)]
    [InlineData("public abstract Task CreateTimer(DateTime fireAt, CancellationToken? cancellationToken);", false)]
    public void Members_OfAType_AreWrittenAsThePageWritesThem(string line, bool there) =>
        Assert.Equal(there, TypeSignature.Members(typeof(Microsoft.DurableTask.TaskOrchestrationContext)).Contains(line));

    private static bool IsWorkerApi(Type type) =>
        type.Namespace is { } space && (space.StartsWith("Microsoft.", StringComparison.Ordinal) || space.StartsWith("DurableTask.", StringComparison.Ordinal));

    private static IEnumerable<SignatureDocument> Documents(string type)
    {
        yield return SignatureDocument.Parse("The extract", Repository.Read("tests", "FuncGateway.Functions.Tests", "WorkerApi", "signatures.md"));
        var page = Path.Combine(Repository.Root, "..", "shared", Page);
        if (File.Exists(page) && !NotOnThePage.Contains(type))
        {
            yield return SignatureDocument.Parse(Page, File.ReadAllText(page));
        }
    }

    private static string[] BasesOf(string header) =>
        header.Contains(" : ", StringComparison.Ordinal) ? header.Split(" : ", 2)[1].Split(" where ", 2)[0].Split(", ") : [];

    private static IEnumerable<string> UsageOf(Type type) =>
        type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage ? [$"AttributeTargets.{usage.ValidOn}"] : [];

    private static string Targets(string line) => line[Usage.Length..].TrimEnd(']', ')').Split(',')[0];
}
