using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Tests.Shells;

/// <summary>A function of the app, found by its attributes as the platform does.</summary>
internal sealed record Shell(string Name, MethodInfo Method)
{
    public static IReadOnlyList<Shell> All { get; } =
        [.. typeof(FunctionsServices).Assembly.GetTypes()
            .Where(type => type.Namespace is { } space && space.StartsWith("FuncGateway.Functions", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => (method.GetCustomAttribute<FunctionAttribute>()?.Name, Method: method))
            .Where(found => found.Name is not null)
            .Select(found => new Shell(found.Name ?? "", found.Method))];

    public HttpTriggerAttribute? Http => FindAttribute<HttpTriggerAttribute>();

    public bool BindsDurableClient => FindAttribute<DurableClientAttribute>() is not null;

    public static Shell Get(string name) => All.Single(shell => shell.Name == name);

    public TAttribute? FindAttribute<TAttribute>()
        where TAttribute : Attribute => Method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TAttribute>()).SingleOrDefault(found => found is not null);
}
