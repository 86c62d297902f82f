using System.Reflection;
using System.Runtime.CompilerServices;

namespace FuncGateway.Functions.Tests.Shells;

/// <summary>What the platform calls decides nothing: it hands over to one piece of ours, whatever came. So there is nothing in it left to test.</summary>
public sealed class NoLogicTests
{
    public static TheoryData<string> Entries => [.. Shell.Entries.Select(Name)];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_OfThePlatform_IsOneDelegation(string name)
    {
        var entry = Shell.Entries.Single(method => Name(method) == name);
        var body = Instructions.Of(entry);
        Assert.Empty(body.Branches);
        Assert.Empty(entry.GetMethodBody()?.ExceptionHandlingClauses ?? []);
        Assert.Null(entry.GetCustomAttribute<AsyncStateMachineAttribute>());
        Assert.Single(body.Calls, IsDelegation);
    }

    [Fact]
    public void Instructions_OfAMethodThatDecides_ShowIt()
    {
        var decides = typeof(NoLogicTests).GetMethod(nameof(Decide), BindingFlags.Static | BindingFlags.NonPublic);
        Assert.NotNull(decides);
        Assert.NotEmpty(Instructions.Of(decides).Branches);
        Assert.Equal(2, Instructions.Of(decides).Calls.Count(call => call.Name is nameof(string.Trim) or nameof(string.ToUpperInvariant)));
    }

    private static string Decide(string text) => text.Length > 3 ? text.Trim() : text.ToUpperInvariant();

    private static string Name(MethodInfo method) => $"{method.DeclaringType?.Name}.{method.Name}";

    // Reading a property, the clock or one's own state is not work done.
    private static bool IsDelegation(MethodBase call) => !call.IsSpecialName && call.DeclaringType != typeof(TimeProvider) && !IsCompilerMade(call);

    private static bool IsCompilerMade(MethodBase call) => call.Name == ".ctor" || call.Name.StartsWith('<');
}
